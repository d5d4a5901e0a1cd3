/** One line of the table. */
export interface Row {
  readonly subject: string
  /** What was measured, with its unit. */
  readonly figure: string
  /** Against the row that it is compared with. */
  readonly ratio?: string
  readonly wanted?: { readonly text: string; readonly met: boolean }
}

/** One thing that is measured, side by side with what it is held against. */
export interface Part {
  readonly name: string
  run(): Promise<Row[]>
}
