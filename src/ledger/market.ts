import { and, asc, count, desc, eq, gt, ilike, inArray, max, type SQL, sql, sum } from 'drizzle-orm'
import { type Rao, rao } from '../mechanisms/money.ts'
import type { Phase } from '../mechanisms/phase/slice.ts'
import type { SubnetView } from '../mechanisms/subnet/view.ts'
import { readCursor } from './cursors.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { RAISED_MOVES, type RaisedMove } from './projections/raised.ts'
import { candidates, events, raisedDays, subnets } from './schema.ts'

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
  /** Those in the race. */
  readonly proposals: number
  /** What came in today and on the 6 days before, UTC, less what was taken out or refunded. */
  readonly momentum: Rao
  readonly openedAt: number
  /** The block in which its funding ends, or null. */
  readonly endsIn: number | null
}

const DAY = 86_400_000
/** Today and those before it. */
const DAYS = 7

/** The ledger's clock: milliseconds UTC. Before a chain is watched, that of the last day on which anything was raised. */
export async function ledgerTime(queries: Queries): Promise<number> {
  const cursor = await readCursor(queries)
  if (cursor) return cursor.at
  const [row] = await queries.select({ day: max(raisedDays.day) }).from(raisedDays)
  return (row?.day ?? 0) * DAY
}

/** Some lines of the market, at a time of the ledger's clock. One query however many there are. */
export async function readMarket(
  queries: Queries,
  { order, skip, limit, ...filter }: MarketWanted,
  at: number,
): Promise<MarketLine[]> {
  const week = queries
    .select({ stream: raisedDays.stream, change: sum(raisedDays.change).as('change') })
    .from(raisedDays)
    .where(gt(raisedDays.day, Math.floor(at / DAY) - DAYS))
    .groupBy(raisedDays.stream)
    .as('week')
  const momentum = sql<string>`coalesce(${week.change}, 0)`
  // Asked for each line that is shown; for all of them only where it is what they are sorted by.
  const proposals = sql<string>`(select count(*) from ${candidates} where ${candidates.subnet} = ${subnets.stream} and ${candidates.running})`
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

/** What a round had raised from a time on: rao, milliseconds. */
export interface RaisedAt {
  readonly at: number
  readonly raised: Rao
}

/** A subnet's own round: those after it have targets of their own. */
const FIRST = 1
/** Of a long funding its end is drawn. */
const DRAWN_DAYS = 400

/** By stream: what the first round of each had raised at the end of each day on which that changed, oldest first. One query. */
export async function raisedByDay(
  queries: Queries,
  streams: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, readonly RaisedAt[]>> {
  const { stream, round, day, raised } = raisedDays
  const since = gt(day, Math.floor(at / DAY) - DRAWN_DAYS)
  const rows = await queries
    .select({ stream, day, raised })
    .from(raisedDays)
    .where(and(inArray(stream, [...streams]), eq(round, FIRST), since))
    .orderBy(asc(stream), asc(day))
  return Map.groupBy(
    rows.map((row) => ({ stream: row.stream, at: (row.day + 1) * DAY, raised: row.raised as Rao })),
    (row) => row.stream,
  )
}

/**
 * What a subnet's first round had raised after each change of it: the last ones, oldest first. They are counted back from what it has raised
 * now. One query.
 */
export async function raisedOverTime(
  queries: Queries,
  { stream, loan, raised }: Pick<SubnetView, 'stream' | 'loan' | 'raised'>,
  limit: number,
): Promise<RaisedAt[]> {
  const rows = await queries
    .select({ data: events.data })
    .from(events)
    .where(and(eq(events.stream, stream), inArray(events.type, [...RAISED_MOVES])))
    .orderBy(desc(events.sequence))
    .limit(limit)
  let now = raised
  return rows
    .map(({ data }) => decode<RaisedMove>(data))
    .filter((event) =>
      event.type === 'FundersRefunded' ? event.all && event.round === FIRST : event.loan === loan?.id,
    )
    .map((event): RaisedAt => {
      if (event.type === 'FundersRefunded') return { at: event.at, raised: rao(0n) }
      const then = { at: event.at, raised: now }
      now = rao(event.type === 'ContributionCounted' ? now - event.amount : now + event.amount)
      return then
    })
    .toReversed()
}
