import type { Alpha } from '../money.ts'
import type { Hash } from '../sheet/row.ts'
import { type Sheet, sheetOf } from '../sheet/sheet.ts'
import type { Day, DayTotals } from './day.ts'
import { shareDay } from './share-day.ts'

/** A day as sheets. The carry names the payouts as the sheet before it. */
export interface DaySheets {
  readonly payouts: Sheet<Alpha>
  readonly carry: Sheet<Alpha>
  readonly totals: DayTotals
}

export interface SheetsHead {
  /** The carry's digest of the day before. */
  readonly previous: string
  readonly block: number
  /** Rows of a part: as many as one extrinsic of the day's runtime pays. */
  readonly size: number
}

/** Reckons a day. */
export function sheetsOf(day: Day, { previous, block, size }: SheetsHead, hash: Hash): DaySheets {
  const { payouts, carry, totals } = shareDay(day)
  const paid = sheetOf({ previous, block, size, rows: payouts }, hash)
  return {
    payouts: paid,
    carry: sheetOf({ previous: paid.digest, block, size, rows: carry }, hash),
    totals,
  }
}
