import type { Rao } from '../money.ts'
import type { Score } from './slice.ts'

/**
 * The mean of what validators gave one head, weighed by their stake, in hundredths of a point (10,000 is full marks), rounded down. Null
 * where nobody with stake has scored it. It says how good a proposal is held to be, which a share of the incentive does not: one that stands
 * alone has all of that.
 */
export function meanGrade(scores: readonly Score[], stakes: Readonly<Record<number, Rao>>): number | null {
  let given = 0n
  let stake = 0n
  for (const { validator, points } of scores) {
    const own = stakes[validator.id] ?? 0n
    given += own * BigInt(points)
    stake += own
  }
  return stake === 0n ? null : Number(given / stake)
}
