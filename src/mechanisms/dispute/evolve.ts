import type { SubnetState } from '../subnet/state.ts'
import type { Dispute, DisputeEvent, DisputeOpened } from './slice.ts'

export function evolveDispute(state: SubnetState, event: DisputeEvent): SubnetState {
  const { disputes } = state.dispute
  if (event.type === 'DisputeOpened') return { ...state, dispute: { disputes: [...disputes, opened(event)] } }
  const change = (dispute: Dispute): Dispute =>
    dispute.number === event.number ? changed(dispute, event) : dispute
  return { ...state, dispute: { disputes: disputes.map(change) } }
}

function opened(event: DisputeOpened): Dispute {
  const { type: _, at, source: __, ...dispute } = event
  return { ...dispute, openedAt: at, votes: {}, verdict: null }
}

function changed(dispute: Dispute, event: Exclude<DisputeEvent, DisputeOpened>): Dispute {
  if (event.type === 'DisputeClosed') return { ...dispute, verdict: event.verdict }
  return { ...dispute, votes: { ...dispute.votes, [event.voter.id]: event.side } }
}
