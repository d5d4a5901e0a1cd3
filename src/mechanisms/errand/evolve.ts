import type { SubnetState } from '../subnet/state.ts'
import type { BlockableErrand, ErrandEvent } from './slice.ts'

export function evolveErrand(state: SubnetState, event: ErrandEvent): SubnetState {
  const { errand } = event
  if (event.type === 'ErrandBlocked') {
    const { obstacle, failures, retryAt } = event
    return { ...state, errands: { ...state.errands, [errand]: { obstacle, failures, retryAt } } }
  }
  const known = state.errands[errand]
  return known ? { ...state, errands: { ...state.errands, [errand]: { ...known, retryAt: null } } } : state
}

/** The errand is done: nothing is in its way any more. */
export function withoutObstacle(state: SubnetState, errand: BlockableErrand): SubnetState {
  const { [errand]: _, ...errands } = state.errands
  return { ...state, errands }
}
