import type { SubnetState } from '../subnet/state.ts'
import type { ScoreGiven } from './slice.ts'

export function evolveScoring(state: SubnetState, event: ScoreGiven): SubnetState {
  const { pull, head, validator, stake, points, criteria, at } = event
  const { scores, stakes } = state.scoring
  const given = { ...scores[pull], [validator.id]: { validator, head, points, criteria, at } }
  return {
    ...state,
    scoring: { scores: { ...scores, [pull]: given }, stakes: { ...stakes, [validator.id]: stake } },
  }
}
