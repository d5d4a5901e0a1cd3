import type { SubnetState } from '../subnet/state.ts'
import { subnetStream } from '../subnet/state.ts'
import type { IdeaClosed, IdeaEvent, IdeaOpened, IdeaSlice } from './slice.ts'

export function evolveIdea(state: SubnetState, event: IdeaEvent): SubnetState {
  if (event.type === 'IdeaOpened') return opened(state, event)
  if (event.type === 'IdeaClosed') return closed(state, event)
  if (!state.idea) return state
  if (event.type === 'IdeaRevised') {
    return {
      ...state,
      idea: { ...state.idea, terms: event.terms },
      deposit: { ...state.deposit, bill: null },
    }
  }
  return { ...state, idea: { ...state.idea, editedAfterPayment: event.changed } }
}

function opened(state: SubnetState, event: IdeaOpened): SubnetState {
  const { type: _, at, source: __, ...opening } = event
  const idea: IdeaSlice = { ...opening, openedAt: at, closedWhy: null, editedAfterPayment: [] }
  return { ...state, stream: subnetStream(event.repository.id, event.issue), phase: 'awaiting-deposit', idea }
}

/** A paid idea whose link never passed ends unfunded: its collateral goes back. */
function closed(state: SubnetState, { why }: IdeaClosed): SubnetState {
  if (!state.idea) return state
  return {
    ...state,
    phase: why === 'link-failed' ? 'unfunded' : 'closed',
    idea: { ...state.idea, closedWhy: why },
  }
}
