import { refusalsOf } from '../kit/words.ts'

export const scoringRefusals = refusalsOf(
  'scoring',
  'missing-criterion',
  'unknown-criterion',
  'bad-score',
  'own-proposal',
)
