import { type Family, type Told, tell, type View, type Wide } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeeChange } from '../mining/commands.ts'
import { raceOf, subnetOf } from '../streams/names.ts'
import { isUnread, reportHead, seeMerge, seeProposal } from './decide.ts'
import { isSame, withSighting } from './sightings.ts'
import type { HeadErrand, HeadRead, Proposal, ProposalSeen, ProposalShape } from './slice.ts'

/** Rule A2: what is proposed by a pull request. */
export const proposal: Family<ProposalShape> = {
  name: 'proposal',
  initial: null,
  inHome: {
    ProposalSeen: true,
    HeadRead: true,
    HeadMerged: false,
  },
  decide: { SeeProposal: seeProposal, ReportHead: reportHead, SeeMerge: seeMerge },
  evolve: {
    ProposalSeen: (own, event) => seen(own, event),
    HeadRead: (own, event) => own && read(own, event),
    HeadMerged: (own) => own && { ...own, status: 'merged' },
  },
  errands: { head: headErrands },
  tells: { ProposalSeen: tellChange, HeadRead: tellChange },
}

/** What is heard late is no news of the present, and neither is what another push of its second has replaced. */
function seen(known: Proposal | null, event: ProposalSeen): Proposal {
  const { type: _, at, source: __, before: ___, ...news } = event
  const sightings = withSighting(known?.sightings ?? [], event)
  if (known && !isPresent(sightings, event)) return { ...known, sightings }
  const reading = known?.head === news.head ? known.reading : null
  return { ...news, updatedAt: at, reading, sightings }
}

function isPresent(sightings: Proposal['sightings'], event: ProposalSeen): boolean {
  const last = sightings.at(-1)
  return last?.at === event.at && isSame(event, last)
}

function read(known: Proposal, { reading: { fingerprint: _, ...reading } }: HeadRead): Proposal {
  return { ...known, reading }
}

function headErrands({ proposal, stream }: View<ProposalShape>): HeadErrand[] {
  if (!proposal || !isUnread(proposal)) return []
  const { pull, head } = proposal
  return [{ kind: 'head', key: `head:${subnetOf(stream)}:${pull}:${head}`, pull, head }]
}

/** A round that is counted, and the miner who is invited, depend on it. */
function tellChange({ stream, proposal, mining }: Wide<ProposalShape>, { at }: Occurrence): Told[] {
  const { round } = mining
  if (!proposal || !round) return []
  const { pull, head, status } = proposal
  if (round.stage !== 'counting' && round.invitation?.pull !== pull) return []
  const source = { kind: 'stream', stream } as const
  return [tell<SeeChange>(raceOf(stream), { type: 'SeeChange', pull, head, status, at, source })]
}
