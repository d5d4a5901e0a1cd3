import { contestEnd, currentRound } from '../mining/rounds.ts'
import type { SeesMining } from '../mining/slice.ts'
import { contenderAt } from '../proposal/contender.ts'
import { meanGrade } from './mean.ts'
import type { SeesStakes } from './stakes.ts'
import { stakesOf } from './stakes.ts'
import type { Contest } from './standings.ts'
import { liveScores, type Standing, standings } from './standings.ts'

/** Whether a round takes scores: only then does a proposal stand anywhere. */
export function isContested(state: SeesMining): boolean {
  const round = currentRound(state)
  return round !== undefined && round.stage !== 'guaranteed'
}

/** The standings of this moment, best first, with the stakes as last known; empty where no round takes scores. */
export function leaderboard(state: SeesMining & Contest & SeesStakes): Standing[] {
  if (!isContested(state)) return []
  const stakes = stakesOf(state.mining, state.stakes, Object.values(state.scores))
  const end = contestEnd(state)
  return standings(state, stakes, end).map((standing) => {
    const { pull } = standing
    const proposal = state.proposals[pull]
    const scores = proposal ? liveScores(contenderAt(proposal, end), state.scores[pull]) : []
    return { ...standing, mean: meanGrade(scores, stakes) }
  })
}
