/** What GitHub should show of one issue. */
export interface Thread {
  /** The sticky comment, Markdown of less than 65,000 characters. */
  readonly body: string
  /** All of our labels that the issue should have; those of others are none of our business. */
  readonly labels: readonly string[]
  /** Whether we close the issue. */
  readonly closed: boolean
}
