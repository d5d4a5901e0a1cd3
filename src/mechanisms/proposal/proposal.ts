import { type Family, type Told, tell, type View, type Wide } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeeMerged } from '../mandate/slice.ts'
import type { SeeChange } from '../mining/commands.ts'
import { raceOf, subnetOf } from '../streams/names.ts'
import { verdictIn } from './contender.ts'
import { isUnread, reportHead, seeMerge, seeProposal } from './decide.ts'
import { isSameSighting, standsSince, withSighting } from './sightings.ts'
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
  asks: { home: subnetOf, mining: raceOf },
  decide: { SeeProposal: seeProposal, ReportHead: reportHead, SeeMerge: seeMerge },
  evolve: {
    ProposalSeen: (own, event) => seen(own, event),
    HeadRead: (own, event) => own && read(own, event),
    HeadMerged: (own) => own && { ...own, status: 'merged' },
  },
  errands: { head: headErrands },
  tells: { ProposalSeen: tellSeen, HeadRead: tellChange, HeadMerged: tellMerged },
}

/** What is heard late is no news of the present, and neither is what another push of its second has replaced. */
function seen(known: Proposal | null, event: ProposalSeen): Proposal {
  const { type: _, at, source: __, before: ___, ...news } = event
  const sightings = withSighting(known?.sightings ?? [], event)
  if (known && !isPresent(sightings, event)) return { ...known, sightings }
  const reading = known?.head === news.head ? known.reading : null
  const present = { ...news, updatedAt: at, reading, sightings }
  if (known?.reading && known.head !== news.head)
    return withVerdict(present, known.earlier, known.head, known.reading)
  return known?.earlier ? { ...present, earlier: known.earlier } : present
}

/** As many as there are heads of which it is known when they stood. */
function withVerdict(
  proposal: Proposal,
  earlier: Proposal['earlier'],
  head: string,
  reading: Parameters<typeof verdictIn>[0],
): Proposal {
  const heads = new Set(proposal.sightings.map((one) => one.head))
  const kept = Object.entries(earlier ?? {}).filter(([other]) => other !== head && heads.has(other))
  return { ...proposal, earlier: { ...Object.fromEntries(kept), [head]: verdictIn(reading) } }
}

function isPresent(sightings: Proposal['sightings'], event: ProposalSeen): boolean {
  const last = sightings.at(-1)
  return last?.at === event.at && isSameSighting(event, last)
}

function read(known: Proposal, { head, reading: { fingerprint: _, ...reading } }: HeadRead): Proposal {
  return head === known.head ? { ...known, reading } : withVerdict(known, known.earlier, head, reading)
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
  const since = standsSince(proposal)
  return [tell<SeeChange>(raceOf(stream), { type: 'SeeChange', pull, head, status, since, at, source })]
}

function tellSeen(state: Wide<ProposalShape>, event: Occurrence): Told[] {
  return [...tellChange(state, event), ...tellMerged(state, event)]
}

/** C1: what is merged may change the architecture in force. What is said of it again names the time at which it was merged first. */
function tellMerged({ stream, proposal }: Wide<ProposalShape>, { at }: Occurrence): Told[] {
  if (proposal?.status !== 'merged' || proposal.reading?.touches === false) return []
  const mergedAt = proposal.mergedAt ?? proposal.sightings.find(({ status }) => status === 'merged')?.at ?? at
  const { pull } = proposal
  const source = { kind: 'stream', stream } as const
  return [tell<SeeMerged>(subnetOf(stream), { type: 'SeeMerged', pull, mergedAt, at, source })]
}
