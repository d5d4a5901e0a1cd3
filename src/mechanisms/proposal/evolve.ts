import type { SubnetState } from '../subnet/state.ts'
import type { Proposal, ProposalEvent, ProposalSeen } from './slice.ts'

/** How many heads of a proposal are remembered: the first ones, which may show who was first, and the present one. */
const HEADS = 64

export function evolveProposal(state: SubnetState, event: ProposalEvent): SubnetState {
  const known = state.proposals[event.pull]
  const next = event.type === 'ProposalSeen' ? seen(known, event) : known && read(known, event)
  return next ? { ...state, proposals: { ...state.proposals, [event.pull]: next } } : state
}

function seen(known: Proposal | undefined, event: ProposalSeen): Proposal {
  const { type: _, at, source: __, ...news } = event
  const reading = known?.head === news.head ? known.reading : null
  return { ...news, updatedAt: at, reading, heads: known?.heads ?? [] }
}

/** The first time that a head was read is when its content was first seen. */
function read(
  known: Proposal,
  { head, reading, at }: Extract<ProposalEvent, { type: 'HeadRead' }>,
): Proposal {
  const seenBefore = known.heads.some(({ sha }) => sha === head)
  const one = { sha: head, seenAt: at, fingerprint: reading.fingerprint }
  return { ...known, reading, heads: seenBefore ? known.heads : [...known.heads.slice(0, HEADS - 1), one] }
}
