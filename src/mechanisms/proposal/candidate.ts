import type { Candidate, ProposalEvent } from './slice.ts'

/** How many heads of a proposal are remembered: the first ones, which may show who was first, and the present one. */
const HEADS = 64

/** What an event leaves of what a proposal's heads say. The first time that a head was read is when its content was first seen. */
export function recordHeads(known: Candidate, event: ProposalEvent, isNewHead: boolean): Candidate {
  if (event.type === 'ProposalSeen') return isNewHead ? { ...known, present: [] } : known
  if (event.type !== 'HeadRead') return known
  const { head, reading, at } = event
  const one = { sha: head, seenAt: at, fingerprint: reading.fingerprint }
  const isKnown = known.heads.some(({ sha }) => sha === head)
  return {
    ...known,
    present: reading.fingerprint,
    heads: isKnown ? known.heads : [...known.heads.slice(0, HEADS - 1), one],
  }
}
