import type { Standing } from '../scoring/standings.ts'

/** Full marks, in hundredths of a point. */
const FULL = 10_000

/** Why a month has no update. */
export type NoUpdate =
  /** Nobody proposed, or nobody with stake scored. */
  | 'no-proposal'
  /** The best does not beat the architecture in force by enough. */
  | 'not-better'
  /** The best is asked for nothing while the launch, or an update, stands its probation. */
  | 'on-probation'

export type Choice =
  | { readonly ok: true; readonly best: Standing; readonly grade: number }
  | { readonly ok: false; readonly why: NoUpdate; readonly best: Standing | null }

/** What a month's choice goes by. Grades are in hundredths of a point. */
export interface Month {
  /** The leaderboard after the month's end (A4), best first. */
  readonly standings: readonly Standing[]
  /** The mean grade of the best; null where nobody with stake has scored it. */
  readonly grade: number | null
  /** That of the architecture in force when it was chosen; null where it has none. */
  readonly incumbent: number | null
  /** By how much the best must beat it. */
  readonly marginBasisPoints: number
  readonly isOnProbation: boolean
}

/**
 * N1: the best proposal of a month, if it beats the architecture in force. Nobody below the best is ever put up: where that conflicts
 * or does not guarantee, there is another month.
 */
export function choose({ standings, grade, incumbent, marginBasisPoints, isOnProbation }: Month): Choice {
  const best = standings[0] ?? null
  if (!best || best.incentive === 0 || grade === null) return { ok: false, why: 'no-proposal', best }
  if (grade < neededGrade(incumbent, marginBasisPoints)) return { ok: false, why: 'not-better', best }
  return isOnProbation ? { ok: false, why: 'on-probation', best } : { ok: true, best, grade }
}

/** What the best must be graded at least, rounded up. Full marks are always enough: no architecture is beyond being replaced. */
export function neededGrade(incumbent: number | null, marginBasisPoints: number): number {
  if (incumbent === null) return 0
  return Math.min(Math.ceil((incumbent * (10_000 + marginBasisPoints)) / 10_000), FULL)
}
