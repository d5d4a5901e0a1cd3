import { and, count, desc, eq, gt, inArray, lt, lte, sql } from 'drizzle-orm'
import type { AccountEvent } from '../mechanisms/account/account.ts'
import type { Intent } from '../mechanisms/intent.ts'
import type { RefundEvent } from '../mechanisms/refund/refunds.ts'
import { isInHome } from '../mechanisms/streams/kinds.ts'
import { raceOf, subnetOf } from '../mechanisms/streams/names.ts'
import type { Phase, SubnetEvent, SubnetState } from '../mechanisms/subnet/state.ts'
import { type SubnetView, view as viewOf } from '../mechanisms/subnet/view.ts'
import type { Queries } from './database.ts'
import type { EventRow } from './events.ts'
import { decode } from './json.ts'
import { readSubnets } from './read-subnet.ts'
import { attemptItems, attempts, candidates, events, intents, links, subnets } from './schema.ts'
import { homesOf } from './seen-in.ts'

export { formatDuration } from '../mechanisms/duration.ts'
export type { Source } from '../mechanisms/kernel/occurrence.ts'
export { formatAlpha, formatTao } from '../mechanisms/money.ts'
export { isPhaseOver } from '../mechanisms/phase/over.ts'
export type { Phase } from '../mechanisms/subnet/state.ts'
export type { SubnetView } from '../mechanisms/subnet/view.ts'

export type LedgerEvent = SubnetEvent | AccountEvent | RefundEvent

/** One row of the hash chain, and what its text says. */
export interface RecordedEvent extends EventRow {
  readonly event: LedgerEvent
  /** `owner/name` of the repository of the subnet's idea, or of the link. */
  readonly repository: string | null
  /** `owner/name` of the repository in which it was seen: that, or the subnet's own. */
  readonly seenIn: string | null
  /** The subnet's issue; null for an account's stream. */
  readonly issue: number | null
}

/** A subnet's place among all of them, and what people are shown of it. */
export interface Idea {
  readonly ordinal: number
  readonly view: SubnetView
  readonly state: SubnetState
}

/** What should move for a subnet, or has. `attempt` is the extrinsic under way, null where none is. */
export interface PaymentView {
  readonly intent: Intent
  readonly status: 'owed' | 'settled' | 'cancelled'
  /** Who is paid, SS58; empty where nobody is, null where the account is not linked yet. */
  readonly coldkey: string | null
  readonly attempt: string | null
}

export async function countPhases(queries: Queries): Promise<ReadonlyMap<Phase, number>> {
  const rows = await queries
    .select({ phase: subnets.phase, ideas: count() })
    .from(subnets)
    .groupBy(subnets.phase)
  return new Map(rows.map(({ phase, ideas }) => [phase as Phase, ideas]))
}

interface Wanted {
  readonly phase?: Phase | undefined
  /** The ordinal of the last one seen. */
  readonly before?: number | undefined
  /** What the chain calls it now. */
  readonly netuid?: number | undefined
  readonly limit: number
}

/** The newest first. */
export async function listIdeas(queries: Queries, { phase, before, netuid, limit }: Wanted): Promise<Idea[]> {
  const wanted = and(
    phase === undefined ? undefined : eq(subnets.phase, phase),
    before === undefined ? undefined : lt(subnets.ordinal, before),
    netuid === undefined ? undefined : eq(subnets.netuid, netuid),
  )
  const rows = await selectIdeas(queries).where(wanted).orderBy(desc(subnets.ordinal)).limit(limit)
  return toIdeas(queries, rows)
}

/** Every idea with this issue number, in whatever repository; at most 50. */
export async function findIdeas(queries: Queries, issue: number, repository?: string): Promise<Idea[]> {
  const wanted = and(
    eq(subnets.issue, issue),
    repository === undefined ? undefined : eq(subnets.repository, repository),
  )
  return toIdeas(queries, await selectIdeas(queries).where(wanted).orderBy(subnets.ordinal).limit(50))
}

const selectIdeas = (queries: Queries) =>
  queries.select({ ordinal: subnets.ordinal, stream: subnets.stream }).from(subnets).$dynamic()

/** Put together where they are asked for: a race and its proposals change more often than anybody looks. */
async function toIdeas(
  queries: Queries,
  rows: readonly { readonly ordinal: number; readonly stream: string }[],
): Promise<Idea[]> {
  const states = await readSubnets(
    queries,
    rows.map(({ stream }) => stream),
  )
  return rows.flatMap(({ ordinal }, place) => {
    const state = states[place]
    const view = state && viewOf(state)
    return view ? [{ ordinal, view, state }] : []
  })
}

/** Some events of one subnet in the order of the ledger, and how many there are before and after them. */
export interface Timeline {
  /** Oldest first. */
  readonly entries: readonly RecordedEvent[]
  readonly earlier: number
  readonly later: number
}

/** The newest events of a subnet, its race and its proposals, up to the position `until`. */
export async function readTimeline(
  queries: Queries,
  subnet: string,
  { until, limit }: { until?: number | undefined; limit: number },
): Promise<Timeline> {
  const ofSubnet = inArray(events.stream, await streamsOf(queries, subnet))
  const wanted = and(ofSubnet, until === undefined ? undefined : lte(events.position, until))
  const rows = await selectEvents(queries).where(wanted).orderBy(desc(events.position)).limit(limit)
  const entries = (await toRecorded(queries, rows)).reverse()
  const [first, last] = [entries[0]?.position ?? 0, entries.at(-1)?.position ?? 0]
  const [around] = await queries
    .select({
      earlier: sql<number>`count(*) filter (where ${events.position} < ${first})`.mapWith(Number),
      later: sql<number>`count(*) filter (where ${events.position} > ${last})`.mapWith(Number),
    })
    .from(events)
    .where(ofSubnet)
  return { entries, earlier: around?.earlier ?? 0, later: around?.later ?? 0 }
}

/** The names of all streams of one subnet. */
async function streamsOf(queries: Queries, subnet: string): Promise<string[]> {
  const rows = await queries
    .select({ stream: candidates.stream })
    .from(candidates)
    .where(eq(candidates.subnet, subnet))
  return [subnet, raceOf(subnet), ...rows.map(({ stream }) => stream)]
}

/** The whole ledger, newest first, from below a position. */
export async function readLedgerBefore(
  queries: Queries,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<RecordedEvent[]> {
  const wanted = before === undefined ? undefined : lt(events.position, before)
  const rows = await selectEvents(queries).where(wanted).orderBy(desc(events.position)).limit(limit)
  return toRecorded(queries, rows)
}

/** The whole ledger, oldest first, from above a position. */
export async function readLedgerAfter(
  queries: Queries,
  { after, limit }: { after: number; limit: number },
): Promise<RecordedEvent[]> {
  const wanted = gt(events.position, after)
  const rows = await selectEvents(queries).where(wanted).orderBy(events.position).limit(limit)
  return toRecorded(queries, rows)
}

/** The subnet that a stream belongs to, as `subnetOf` names it. */
const subnetStreamOf = sql`'subnet:' || split_part(${events.stream}, ':', 2) || ':' || split_part(${events.stream}, ':', 3)`

const selectEvents = (queries: Queries) =>
  queries
    .select({ row: events, repository: subnets.repository, issue: subnets.issue })
    .from(events)
    .leftJoin(subnets, eq(subnets.stream, subnetStreamOf))
    .$dynamic()

type Selected = { readonly row: EventRow } & Pick<RecordedEvent, 'repository' | 'issue'>

async function toRecorded(queries: Queries, rows: readonly Selected[]): Promise<RecordedEvent[]> {
  const mined = rows.filter(({ row }) => isInHome(row))
  const homes = await homesOf(
    queries,
    mined.map(({ row }) => subnetOf(row.stream)),
  )
  return rows.map(({ row, issue, ...selected }) => {
    const event = decode<LedgerEvent>(row.data)
    const repository = selected.repository ?? whereLinked(event)
    const seenIn = isInHome(row) ? (homes.get(subnetOf(row.stream)) ?? null) : repository
    return { ...row, event, issue, repository, seenIn }
  })
}

/** An account's stream belongs to no repository, but its command was written in one. */
function whereLinked(event: LedgerEvent): string | null {
  return event.type === 'ColdkeyLinked' || event.type === 'EarlierLinked'
    ? `${event.repository.owner}/${event.repository.name}`
    : null
}

/** What moves for one subnet, by business key. */
export async function readPayments(queries: Queries, stream: string, limit: number): Promise<PaymentView[]> {
  const open = and(eq(attemptItems.intentKey, intents.key), eq(attemptItems.open, true))
  const rows = await queries
    .select({
      intent: intents.intent,
      status: intents.status,
      coldkey: intents.coldkey,
      attempt: attempts.hash,
    })
    .from(intents)
    .leftJoin(attemptItems, open)
    .leftJoin(attempts, eq(attempts.hash, attemptItems.attempt))
    .where(inArray(intents.stream, [stream, raceOf(stream)]))
    .orderBy(intents.key)
    .limit(limit)
  return rows.map(({ intent, status, coldkey, attempt }) => ({
    intent: decode<Intent>(intent),
    status,
    coldkey,
    attempt,
  }))
}

/** The logins that are linked to these coldkeys now. */
export async function readLogins(
  queries: Queries,
  coldkeys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await queries
    .select({ coldkey: links.coldkey, login: links.login })
    .from(links)
    .where(inArray(links.coldkey, [...coldkeys]))
  return new Map(rows.map(({ coldkey, login }) => [coldkey, login]))
}
