import { currentRound } from '../../mechanisms/mining/rounds.ts'
import type { SeesMining } from '../../mechanisms/mining/slice.ts'

/** How a round that is guaranteed ended for a pull request, and which one won it; null while nothing is decided. */
export interface RaceOutcome {
  readonly won: boolean
  readonly round: number
  /** The pull request that won. */
  readonly winner: number
  /** Whether it becomes an update of a live subnet. */
  readonly isMonth: boolean
}

export function outcomeOf(state: SeesMining, pull: number): RaceOutcome | null {
  const round = currentRound(state)
  if (round?.stage !== 'guaranteed' || !round.invitation) return null
  const { pull: winner } = round.invitation
  return { won: pull === winner, round: round.number, winner, isMonth: round.month !== undefined }
}
