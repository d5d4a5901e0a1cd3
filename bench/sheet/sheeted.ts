/** What making one day's sheet took. */
export interface Sheeted {
  readonly rows: number
  readonly milliseconds: number
  /** Of the process, the rows that it was given among it: bytes. */
  readonly peak: number
}
