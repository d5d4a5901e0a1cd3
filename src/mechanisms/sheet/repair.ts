import type { FailedRow } from '../intent.ts'
import { rao } from '../money.ts'
import type { Hash, Row } from './row.ts'
import { makePart, type Part } from './sheet.ts'

/**
 * What is left to pay of a part that has settled: the rows that failed or moved less, with what did not move and why. Null
 * where nothing is left. It takes the part's place, so that a row is in one open part at most.
 */
export function repairOf(
  { part, round, lines }: Part,
  failed: readonly FailedRow[],
  hash: Hash,
): Part | null {
  const byPlace = new Map(failed.map((one) => [one.place, one]))
  const left = lines.flatMap(({ account, amount }, place): Row[] => {
    const one = byPlace.get(place)
    if (!one || one.moved >= amount) return []
    return [{ account, amount: rao(amount - one.moved), reason: one.error }]
  })
  return left.length === 0 ? null : makePart(part, round + 1, left, hash)
}
