import type { Family } from '../kernel/family.ts'
import { giveScore } from './decide.ts'
import type { ScoreGiven, ScoringShape, ScoringSlice } from './slice.ts'

/** Rule A3: what validators give. */
export const scoring: Family<ScoringShape> = {
  name: 'scoring',
  initial: { scores: {}, stakes: {} },
  decide: { GiveScore: giveScore },
  evolve: {
    ScoreGiven: given,
    RoundCounted: (own, { stakes }) => ({ ...own, stakes }),
  },
}

function given({ scores, stakes }: ScoringSlice, event: ScoreGiven): ScoringSlice {
  const { pull, head, validator, stake, points, criteria, at } = event
  const score = { validator, head, points, criteria, at }
  return {
    scores: { ...scores, [pull]: { ...scores[pull], [validator.id]: score } },
    stakes: { ...stakes, [validator.id]: stake },
  }
}
