import type { FailedRow } from '../intent.ts'
import type { Amount, Hash, Row } from './row.ts'
import { makePart, type Part } from './sheet.ts'

/** The error of a row that the extrinsic had no room for. */
export const NOT_SENT = 'not-sent'
/** That of a row of which the chain moved only a part, and told no error. */
export const MOVED_LESS = 'moved-less'

/**
 * What is left to pay of a part that has settled: the rows that failed or moved less, with what did not move and why. Null where
 * nothing is left. It takes the part's place, so a row is in one open part at most. Rows that were never tried come first. So
 * they become fewer with each round, however few an extrinsic holds.
 */
export function repairOf<A extends Amount>(
  { part, round, lines }: Part<A>,
  failed: readonly FailedRow[],
  hash: Hash,
): Part<A> | null {
  const byPlace = new Map(failed.map((one) => [one.place, one]))
  const untried: Row<A>[] = []
  const refused: Row<A>[] = []
  for (const [place, row] of lines.entries()) {
    const one = byPlace.get(place)
    if (!one || one.moved >= row.amount) continue
    const isSent = one.error !== NOT_SENT
    if (!isSent && row.reason === '') untried.push(row)
    else
      refused.push({ ...row, amount: (row.amount - one.moved) as A, reason: isSent ? one.error : row.reason })
  }
  const left = [...untried, ...refused]
  return left.length === 0 ? null : makePart(part, round + 1, left, hash)
}

/** How many of its rows were never tried. */
export const untriedIn = ({ lines }: Part<Amount>): number =>
  lines.filter(({ reason }) => reason === '').length
