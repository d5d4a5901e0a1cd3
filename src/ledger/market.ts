import { and, asc, count, desc, eq, gt, ilike, inArray, type SQL, sql, sum } from 'drizzle-orm'
import type { Rao } from '../mechanisms/money.ts'
import type { Phase } from '../mechanisms/phase/slice.ts'
import { readCursor } from './cursors.ts'
import type { Queries } from './database.ts'
import { candidates, contributions, subnets } from './schema.ts'

/** By what a market can be sorted. */
export const ORDERS = ['momentum', 'raised', 'newest', 'ending', 'proposals'] as const
export type Order = (typeof ORDERS)[number]

interface MarketFilter {
  readonly phase?: Phase | undefined
  /** What the title, or the repository, has in it. */
  readonly search?: string | undefined
}

interface MarketWanted extends MarketFilter {
  readonly order: Order
  /** How many come before. */
  readonly skip: number
  readonly limit: number
}

/** One idea in a line. Amounts are rao, times milliseconds UTC. */
export interface MarketLine {
  readonly stream: string
  readonly repository: string
  readonly issue: number
  readonly title: string
  readonly phase: Phase
  readonly netuid: number | null
  readonly target: Rao
  readonly raised: Rao
  readonly funders: number
  readonly proposals: number
  /** What came in during the last 7 days, less what was taken out. */
  readonly momentum: Rao
  readonly openedAt: number
  /** The block in which its funding ends, or null. */
  readonly endsIn: number | null
}

const WEEK = 7 * 86_400_000

/** The ledger's clock, or that of the newest contribution where no chain was watched. */
export async function ledgerTime(queries: Queries): Promise<number> {
  const cursor = await readCursor(queries)
  if (cursor) return cursor.at
  const [row] = await queries
    .select({ at: sql<string>`coalesce(max(${contributions.at}), 0)` })
    .from(contributions)
  return Number(row?.at ?? 0)
}

/** Some lines of the market, at a time of the ledger's clock. One query however many there are. */
export async function readMarket(
  queries: Queries,
  { order, skip, limit, ...filter }: MarketWanted,
  at: number,
): Promise<MarketLine[]> {
  const week = queries
    .select({ stream: contributions.stream, amount: sum(contributions.amount).as('amount') })
    .from(contributions)
    .where(gt(contributions.at, at - WEEK))
    .groupBy(contributions.stream)
    .as('week')
  const raced = queries
    .select({ subnet: candidates.subnet, proposals: count().as('proposals') })
    .from(candidates)
    .groupBy(candidates.subnet)
    .as('raced')
  const momentum = sql<string>`coalesce(${week.amount}, 0)`
  const proposals = sql<string>`coalesce(${raced.proposals}, 0)`
  const by: Readonly<Record<Order, SQL>> = {
    momentum: desc(momentum),
    raised: desc(subnets.raised),
    newest: desc(subnets.ordinal),
    ending: sql`${endsIn} asc nulls last`,
    proposals: desc(proposals),
  }
  const rows = await queries
    .select({ ...COLUMNS, momentum, proposals })
    .from(subnets)
    .leftJoin(week, eq(week.stream, subnets.stream))
    .leftJoin(raced, eq(raced.subnet, subnets.stream))
    .where(wantedOf(filter))
    .orderBy(by[order], desc(subnets.ordinal))
    .offset(skip)
    .limit(limit)
  return rows.map((row) => ({
    ...row,
    phase: row.phase as Phase,
    target: row.target as Rao,
    raised: row.raised as Rao,
    momentum: BigInt(row.momentum) as Rao,
    proposals: Number(row.proposals),
    endsIn: row.endsIn === null ? null : Number(row.endsIn),
  }))
}

/** How many lines there are in all. */
export async function countMarket(queries: Queries, filter: MarketFilter): Promise<number> {
  const [row] = await queries.select({ total: count() }).from(subnets).where(wantedOf(filter))
  return row?.total ?? 0
}

const wantedOf = ({ phase, search }: MarketFilter): SQL | undefined =>
  and(phase === undefined ? undefined : eq(subnets.phase, phase), matching(search))

// A bigint comes as text from one database and as a number from the other.
const endsIn = sql<string | null>`case when ${subnets.phase} = 'funding' then ${subnets.dueBlock} end`

const COLUMNS = {
  stream: subnets.stream,
  repository: subnets.repository,
  issue: subnets.issue,
  title: subnets.title,
  phase: subnets.phase,
  netuid: subnets.netuid,
  target: subnets.target,
  raised: subnets.raised,
  funders: subnets.funders,
  openedAt: subnets.openedAt,
  endsIn,
} as const

/** What somebody types means itself, also where it is a pattern. */
function matching(search: string | undefined): SQL | undefined {
  if (search === undefined || search === '') return undefined
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`(${ilike(subnets.title, pattern)} or ${ilike(subnets.repository, pattern)})`
}

/** What was in the loans of a subnet from a time on: rao, milliseconds. */
export interface RaisedAt {
  readonly at: number
  readonly raised: Rao
}

const DAY = 86_400_000

/** By stream: what each had raised at the end of each day on which that changed, oldest first. One query. */
export async function raisedByDay(
  queries: Queries,
  streams: readonly string[],
): Promise<ReadonlyMap<string, readonly RaisedAt[]>> {
  const day = sql<string>`${contributions.at} / ${sql.raw(String(DAY))}`
  const rows = await queries
    .select({ stream: contributions.stream, day, amount: sum(contributions.amount) })
    .from(contributions)
    .where(inArray(contributions.stream, [...streams]))
    .groupBy(contributions.stream, day)
    .orderBy(asc(contributions.stream), asc(day))
  const found = new Map<string, RaisedAt[]>()
  for (const { stream, day: on, amount } of rows) {
    const until = found.get(stream) ?? []
    const before = until.at(-1)?.raised ?? 0n
    until.push({ at: (Number(on) + 1) * DAY, raised: (before + BigInt(amount ?? 0)) as Rao })
    found.set(stream, until)
  }
  return found
}
/** Of one subnet, after each contribution and withdrawal: the newest, oldest first. One query. */
export async function raisedOverTime(queries: Queries, stream: string, limit: number): Promise<RaisedAt[]> {
  const { at, amount, sequence } = contributions
  const raised = sql<string>`sum(${amount}) over (order by ${sequence})`
  const rows = await queries
    .select({ at, raised })
    .from(contributions)
    .where(eq(contributions.stream, stream))
    .orderBy(desc(sequence))
    .limit(limit)
  return rows.reverse().map((row) => ({ at: row.at, raised: BigInt(row.raised) as Rao }))
}
