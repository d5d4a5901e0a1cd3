import type { Family, View } from '../kernel/family.ts'
import { isUnread, reportHead, seeProposal } from './decide.ts'
import type { HeadErrand, HeadRead, Proposal, ProposalSeen, ProposalShape, ProposalSlice } from './slice.ts'

/** How many heads of a proposal are remembered: the first ones, which may show who was first, and the present one. */
const HEADS = 64

/** Rule A2: what is proposed by pull request. */
export const proposals: Family<ProposalShape> = {
  name: 'proposals',
  initial: {},
  decide: { SeeProposal: seeProposal, ReportHead: reportHead },
  evolve: {
    ProposalSeen: (own, event) => ({ ...own, [event.pull]: seen(own[event.pull], event) }),
    HeadRead: (own, event) => change(own, event.pull, (known) => read(known, event)),
    ProposalMerged: (own, { pull }) => change(own, pull, (known) => ({ ...known, status: 'merged' })),
  },
  errands: { head: headErrands },
}

function change(own: ProposalSlice, pull: number, news: (known: Proposal) => Proposal): ProposalSlice {
  const known = own[pull]
  return known ? { ...own, [pull]: news(known) } : own
}

function seen(known: Proposal | undefined, { type: _, at, source: __, ...news }: ProposalSeen): Proposal {
  const reading = known?.head === news.head ? known.reading : null
  return { ...news, updatedAt: at, reading, heads: known?.heads ?? [] }
}

/** The first time that a head was read is when its content was first seen. */
function read(known: Proposal, { head, reading, at }: HeadRead): Proposal {
  const seenBefore = known.heads.some(({ sha }) => sha === head)
  const one = { sha: head, seenAt: at, fingerprint: reading.fingerprint }
  return { ...known, reading, heads: seenBefore ? known.heads : [...known.heads.slice(0, HEADS - 1), one] }
}

function headErrands({ proposals, stream }: View<ProposalShape>): HeadErrand[] {
  const unread = Object.values(proposals).filter(isUnread)
  return unread.map(({ pull, head }) => ({ kind: 'head', key: `head:${stream}:${pull}:${head}`, pull, head }))
}
