import { contestEnd, takesScores } from '../mining/rounds.ts'
import type { SeesMining } from '../mining/slice.ts'
import { contenderAt } from '../proposal/contender.ts'
import { meanGrade } from './mean.ts'
import type { SeesStakes } from './stakes.ts'
import { stakesOf } from './stakes.ts'
import type { Contest } from './standings.ts'
import { liveScores, type Standing, standings } from './standings.ts'

/** The mean grade of the best at the end of what is counted, hundredths of a point; null where nobody with stake has scored it. */
export function gradeOf(
  { proposals, scores }: Contest,
  best: Standing | undefined,
  stakes: Parameters<typeof meanGrade>[1],
  end: number | null,
): number | null {
  const proposal = best && proposals[best.pull]
  return proposal ? meanGrade(liveScores(contenderAt(proposal, end), scores[proposal.pull]), stakes) : null
}

/** The standings of this moment, best first, with the stakes as last known; empty where no round takes scores. */
export function leaderboard(state: SeesMining & Contest & SeesStakes): Standing[] {
  if (!takesScores(state)) return []
  const stakes = stakesOf(state.mining, state.stakes, Object.values(state.scores))
  const end = contestEnd(state)
  return standings(state, stakes, end).map((standing) => {
    const { pull } = standing
    const proposal = state.proposals[pull]
    const scores = proposal ? liveScores(contenderAt(proposal, end), state.scores[pull]) : []
    return { ...standing, mean: meanGrade(scores, stakes) }
  })
}
