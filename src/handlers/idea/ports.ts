export interface Ideas {
  isKnown(stream: string): Promise<boolean>
  /** Whether an idea is known, and not over. */
  isAlive(stream: string): Promise<boolean>
  /** The idea that lives on under this stream's issue, which was moved there from another repository; null where there is none. */
  ideaBehind(stream: string): Promise<string | null>
  /** Whether this stream's issue was moved to another repository. */
  hasMoved(stream: string): Promise<boolean>
}
