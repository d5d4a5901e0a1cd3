import { currentRound } from '../mining/rounds.ts'
import type { SeesMining } from '../mining/slice.ts'
import { stakesOf } from './stakes.ts'
import type { Contest } from './standings.ts'
import { type Standing, standings } from './standings.ts'

/** The standings of this moment, best first, with the stakes as last known; empty where no round takes scores. */
export function leaderboard(state: SeesMining & Contest): Standing[] {
  const round = currentRound(state)
  if (!round || round.stage === 'guaranteed') return []
  return standings(state, stakesOf(state.mining, Object.values(state.scores)))
}
