import type { FailedRow } from '../intent.ts'
import { rao } from '../money.ts'
import type { Hash, Row } from './row.ts'
import { makePart, type Part } from './sheet.ts'

/** The error of a row that the extrinsic had no room for. */
export const NOT_SENT = 'not-sent'

/**
 * What is left to pay of a part that has settled: the rows that failed or moved less, with what did not move and why. Null where
 * nothing is left. It takes the part's place, so a row is in one open part at most. Rows that were never tried come first. So
 * they become fewer with each round, however few an extrinsic holds.
 */
export function repairOf(
  { part, round, lines }: Part,
  failed: readonly FailedRow[],
  hash: Hash,
): Part | null {
  const byPlace = new Map(failed.map((one) => [one.place, one]))
  const untried: Row[] = []
  const refused: Row[] = []
  for (const [place, row] of lines.entries()) {
    const one = byPlace.get(place)
    if (!one || one.moved >= row.amount) continue
    const isSent = one.error !== NOT_SENT
    if (!isSent && row.reason === '') untried.push(row)
    else
      refused.push({ ...row, amount: rao(row.amount - one.moved), reason: isSent ? one.error : row.reason })
  }
  const left = [...untried, ...refused]
  return left.length === 0 ? null : makePart(part, round + 1, left, hash)
}

/** How many of its rows were never tried. */
export const untriedIn = ({ lines }: Part): number => lines.filter(({ reason }) => reason === '').length
