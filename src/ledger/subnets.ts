import { and, eq, inArray, isNotNull, lte, max, or, type SQL, sql } from 'drizzle-orm'
import type { Phase } from '../mechanisms/phase/slice.ts'
import type { Pots } from '../mechanisms/pots.ts'
import { isRefund, subnetOf } from '../mechanisms/streams/names.ts'
import type { KeptView } from '../mechanisms/subnet/view.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { distributions, intents, links, races, refunds, subnets, taskClocks } from './schema.ts'

/** The subnet whose home the repository of this id is; null where it is nobody's. */
export const subnetAt = (queries: Queries, repository: number): Promise<string | null> =>
  streamWhere(queries, eq(subnets.homeId, repository))

/** The subnets whose threads say whether this account is linked: its own ideas, and those that owe it something or invite it. */
export async function threadsOf(queries: Queries, user: number): Promise<string[]> {
  const own = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(eq(subnets.discovererId, user))
  const owing = await queries
    .selectDistinct({ stream: intents.stream })
    .from(intents)
    .where(and(eq(intents.payeeUser, user), eq(intents.status, 'owed')))
  const inviting = await queries.select({ stream: races.stream }).from(races).where(eq(races.invitedId, user))
  return [...new Set([...own, ...owing, ...inviting].map((row) => subnetOf(row.stream)))]
}

/** The subnet whose accounts have this ordinal, or null. */
export const subnetWithPots = (queries: Queries, ordinal: number): Promise<string | null> =>
  streamWhere(queries, eq(subnets.pots, ordinal))

/** The subnet that this crowdloan is for, or null. */
export const subnetWithLoan = (queries: Queries, loan: number): Promise<string | null> =>
  streamWhere(queries, eq(subnets.loanId, loan))

/** The subnet that has this netuid on the chain now, or null. */
export const subnetWithNetuid = (queries: Queries, netuid: number): Promise<string | null> =>
  streamWhere(queries, eq(subnets.netuid, netuid))

/** The subnet whose wallet has this ordinal and which has this netuid on the chain now, or null. */
export const subnetSelling = (queries: Queries, ordinal: number, netuid: number): Promise<string | null> =>
  streamWhere(queries, sql`${eq(subnets.pots, ordinal)} and ${eq(subnets.netuid, netuid)}`)

/** The subnets in these phases, with their treasuries, SS58. */
export const subnetsIn = (
  queries: Queries,
  phases: readonly Phase[],
): Promise<{ stream: string; treasury: string | null }[]> =>
  queries
    .select({ stream: subnets.stream, treasury: subnets.treasury })
    .from(subnets)
    .where(inArray(subnets.phase, [...phases]))

/** The subnets that the chain has, with whether each is known to be the next that it dissolves. */
export async function onChainNow(
  queries: Queries,
): Promise<{ stream: string; netuid: number; isNext: boolean }[]> {
  const { stream, netuid, isNext } = subnets
  const rows = await queries.select({ stream, netuid, isNext }).from(subnets).where(isNotNull(netuid))
  return rows.flatMap((row) => (row.netuid === null ? [] : [{ ...row, netuid: row.netuid }]))
}

/** The subnets that are live on the chain. */
export async function liveNow(queries: Queries): Promise<{ stream: string; netuid: number }[]> {
  const { stream, netuid, phase } = subnets
  const rows = await queries.select({ stream, netuid }).from(subnets).where(eq(phase, 'live'))
  return rows.flatMap((row) => (row.netuid === null ? [] : [{ ...row, netuid: row.netuid }]))
}

/** Those whose network is started, on probation or live. */
export async function runningNow(queries: Queries): Promise<string[]> {
  const { stream, phase } = subnets
  const rows = await queries
    .select({ stream })
    .from(subnets)
    .where(inArray(phase, ['probation', 'live']))
  return rows.map((row) => row.stream)
}

/** Those that the chain has dissolved. */
export async function dissolvedNow(queries: Queries): Promise<string[]> {
  const { stream, phase } = subnets
  const rows = await queries.select({ stream }).from(subnets).where(eq(phase, 'dissolved'))
  return rows.map((row) => row.stream)
}

async function streamWhere(queries: Queries, where: SQL): Promise<string | null> {
  const [row] = await queries.select({ stream: subnets.stream }).from(subnets).where(where)
  return row?.stream ?? null
}

/** The coldkey that the discoverer of an idea has linked, or null. */
export async function discovererColdkey(queries: Queries, stream: string): Promise<string | null> {
  const [row] = await queries
    .select({ coldkey: links.coldkey })
    .from(subnets)
    .innerJoin(links, eq(links.userId, subnets.discovererId))
    .where(eq(subnets.stream, stream))
  return row?.coldkey ?? null
}

/** The streams whose deadline has come by this block's number or timestamp (milliseconds): a subnet's life, its race and its distribution, the oldest first; then tasks. */
export async function dueStreams(
  queries: Queries,
  { at, block }: { readonly at: number; readonly block: number },
): Promise<string[]> {
  const isDue = or(lte(subnets.dueAt, at), lte(subnets.dueBlock, block))
  const due = await queries
    .select({
      life: subnets.stream,
      isDue: sql<boolean>`coalesce(${isDue}, false)`,
      race: races.stream,
      daily: distributions.stream,
    })
    .from(subnets)
    .leftJoin(races, and(eq(races.subnet, subnets.stream), lte(races.dueAt, at)))
    .leftJoin(distributions, and(eq(distributions.subnet, subnets.stream), lte(distributions.dueAt, at)))
    .where(or(isDue, isNotNull(races.stream), isNotNull(distributions.stream)))
    .orderBy(subnets.ordinal)
  const teams = await queries
    .select({ stream: taskClocks.stream })
    .from(taskClocks)
    .where(lte(taskClocks.dueAt, at))
    .orderBy(taskClocks.stream)
  const others = due.flatMap(({ life, isDue, race, daily }) =>
    [isDue ? life : null, race, daily].filter((stream) => stream !== null),
  )
  return [...others, ...teams.map(({ stream }) => stream)]
}

/** By what the chain's events are known to be about a subnet, and when its clock must call. */
export interface OnChain {
  /** Its accounts; null until the deposit is paid. */
  readonly pots: Omit<Pots, 'float'> | null
  readonly loanId: number | null
  /** Milliseconds. */
  readonly dueAt: number | null
  readonly dueBlock: number | null
}

/** Of every subnet. */
export async function readOnChain(queries: Queries): Promise<OnChain[]> {
  const { pots, escrow, treasury, payroll, hotkey, loanId, dueAt, dueBlock } = subnets
  const rows = await queries
    .select({
      ordinal: pots,
      escrow,
      treasury,
      payroll,
      hotkey,
      loanId,
      dueBlock,
      dueAt: sql<
        number | null
      >`least(${dueAt}, ${races.dueAt}, ${taskClocks.dueAt}, ${distributions.dueAt})`.mapWith(Number),
    })
    .from(subnets)
    .leftJoin(races, eq(races.subnet, subnets.stream))
    .leftJoin(taskClocks, eq(taskClocks.subnet, subnets.stream))
    .leftJoin(distributions, eq(distributions.subnet, subnets.stream))
  return rows.map(({ ordinal, escrow, treasury, payroll, hotkey, ...known }) => ({
    ...known,
    pots:
      ordinal === null || escrow === null || treasury === null || hotkey === null
        ? null
        : { ordinal, escrow, treasury, payroll, hotkey },
  }))
}

/** The ordinal of the next accounts, which no subnet has. */
export async function nextOrdinal(queries: Queries): Promise<number> {
  const [row] = await queries.select({ last: max(subnets.pots) }).from(subnets)
  return (row?.last ?? -1) + 1
}

/** The threads that speak of a stream: that of its subnet, or those that show what it pays back, 100 at most. */
export async function threadsAbout(queries: Queries, stream: string): Promise<string[]> {
  if (!isRefund(stream)) return [subnetOf(stream)]
  const rows = await queries
    .selectDistinct({ subnet: refunds.subnet })
    .from(refunds)
    .where(eq(refunds.stream, stream))
    .limit(100)
  return rows.flatMap(({ subnet }) => subnet ?? [])
}

/** The subnets whose threads show what came in and goes back by the payment of this key: at most 100. */
export async function threadsWithRefund(queries: Queries, intentKey: string): Promise<string[]> {
  const rows = await queries
    .selectDistinct({ subnet: refunds.subnet })
    .from(refunds)
    .where(eq(refunds.intentKey, intentKey))
    .limit(100)
  return rows.flatMap(({ subnet }) => subnet ?? [])
}

/** A subnet beside others, as a row of a table. Rao. */
export interface SubnetRow {
  readonly stream: string
  readonly repository: string
  readonly issue: number
  readonly title: string
  readonly phase: string
  readonly raised: bigint
  readonly target: bigint
  readonly netuid: number | null
}

/** How these subnets stand, in the order in which they were opened: of those that there are. */
export function readStandings(queries: Queries, streams: readonly string[]): Promise<SubnetRow[]> {
  const { stream, repository, issue, title, phase, raised, target, netuid } = subnets
  return queries
    .select({ stream, repository, issue, title, phase, raised, target, netuid })
    .from(subnets)
    .where(inArray(stream, [...streams]))
    .orderBy(subnets.ordinal)
}

/** What is shown of the ideas with this link, the oldest first. */
export async function ideasWithLink(queries: Queries, link: string): Promise<KeptView[]> {
  const rows = await queries
    .select({ view: subnets.view })
    .from(subnets)
    .where(eq(subnets.link, link))
    .orderBy(subnets.ordinal)
  return rows.map(({ view }) => decode<KeptView>(view))
}
