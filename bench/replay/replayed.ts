/** What replaying one ledger showed. */
export interface Replayed {
  /** Events. */
  readonly perSecond: number
  /** Milliseconds for one command on the longest stream. */
  readonly handling: number
  /** Bytes of memory at most while it was replayed, the database's included where it is in the process. */
  readonly peak: number
}
