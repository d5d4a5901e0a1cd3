import type { Family } from '../kernel/family.ts'
import { giveScore } from './decide.ts'
import type { ScoringShape } from './slice.ts'

/** Rule A3: what validators give to a proposal. How many may score is not bounded, so that the scores are in rows. */
export const scoring: Family<ScoringShape> = {
  name: 'scores',
  initial: null,
  inHome: {
    ScoreGiven: true,
  },
  decide: { GiveScore: giveScore },
  evolve: { ScoreGiven: (own) => own },
}
