import type { Family } from '../kernel/family.ts'
import { giveScore } from './decide.ts'
import type { ScoreGiven, Scores, ScoringShape } from './slice.ts'

/** Rule A3: what validators give to a proposal. */
export const scoring: Family<ScoringShape> = {
  name: 'scores',
  initial: {},
  decide: { GiveScore: giveScore },
  evolve: { ScoreGiven: given },
}

function given(own: Scores, event: ScoreGiven): Scores {
  const { validator, head, points, criteria, at, round, stake } = event
  return { ...own, [validator.id]: { validator, head, points, criteria, at, round, stake } }
}
