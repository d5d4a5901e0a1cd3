import type { Candidate, ProposalEvent } from './slice.ts'

/** How many heads of a proposal are remembered: the first ones, which may show who was first, and the present one. */
const HEADS = 64

/**
 * What an event leaves of what a proposal's heads say, with its head before and after it. The first time that a head was read is when its
 * content was first seen.
 */
export function recordHeads(
  known: Candidate,
  event: ProposalEvent,
  before: string | undefined,
  after: string | undefined,
): Candidate {
  if (event.type === 'ProposalSeen') return before === after ? known : { ...known, present: [] }
  if (event.type !== 'HeadRead') return known
  const { head, reading, at } = event
  const one = { sha: head, seenAt: at, fingerprint: reading.fingerprint }
  const isKnown = known.heads.some(({ sha }) => sha === head)
  return {
    ...known,
    present: head === after ? reading.fingerprint : known.present,
    heads: isKnown ? known.heads : [...known.heads.slice(0, HEADS - 1), one],
  }
}

/** What it says with one of its heads as the present one, where that is remembered. */
export function candidateWith(known: Candidate, head: string): Candidate {
  const one = known.heads.find(({ sha }) => sha === head)
  return one ? { ...known, present: one.fingerprint } : known
}
