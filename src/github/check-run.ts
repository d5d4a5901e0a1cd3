/** What GitHub should show of one head: a check run that has its conclusion. */
export interface CheckRun {
  /** Such as `tributary/proposal`. */
  readonly name: string
  readonly head: string
  readonly conclusion: 'success' | 'failure' | 'neutral'
  readonly title: string
  /** Markdown, each within GitHub's limit. */
  readonly summary: string
  readonly text: string
  /** The same as long as the head is the same. */
  readonly annotations: readonly Annotation[]
}

export interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly start_column?: number
  readonly end_column?: number
  readonly annotation_level: 'failure'
  readonly message: string
}
