import { currentRound } from '../mining/rounds.ts'
import type { SeesMining } from '../mining/slice.ts'
import type { SeesProposals } from '../proposal/slice.ts'
import type { SeesScoring } from './slice.ts'
import { type Standing, standings } from './standings.ts'

/** The standings of this moment, best first, with the stakes as last known; empty where no round takes scores. */
export function leaderboard(state: SeesMining & SeesProposals & SeesScoring): Standing[] {
  const round = currentRound(state)
  if (!round || round.stage === 'guaranteed') return []
  return standings(state, state.scoring.stakes, round.rules.scoring.copyBasisPoints)
}
