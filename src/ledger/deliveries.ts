import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm'
import { readMoment, writeMoment } from './cursors.ts'
import type { Queries } from './database.ts'
import { deliveries, packs } from './schema.ts'

/** A delivery on its way into the inbox. */
export interface Arrival {
  /** GitHub's `X-GitHub-Delivery`; the same for a delivery that is sent again. */
  readonly id: string
  readonly event: string
  /** When it happened on GitHub, in milliseconds since 1970; `rank` orders what happened in the same moment. */
  readonly occurredAt: number
  readonly rank: number
  /** As received. */
  readonly body: Uint8Array
}

export type StoredDelivery = Pick<Arrival, 'id' | 'event' | 'body'>

/**
 * Stores a group of arrivals in one statement, and returns how many of them were new. Their bodies are compressed as one:
 * deliveries say much the same, so together they take a small part of what each takes alone, to write and to send.
 * Written in the order of ids, so that two groups that share some never wait for each other.
 */
export async function storeDeliveries(queries: Queries, arrivals: readonly Arrival[]): Promise<number> {
  let end = 0
  const starts = arrivals.map(({ body }) => {
    const start = end
    end += body.length
    return start
  })
  const bodies = await compress(Buffer.concat(arrivals.map(({ body }) => body)))
  const column = <Value>(of: (arrival: Arrival) => Value) => sql.param(arrivals.map(of))
  const stored = await queries.execute(sql`
    with arrival as (
      select * from unnest(
        ${column(({ id }) => id)}::text[],
        ${column(({ event }) => event)}::text[],
        ${column(({ occurredAt }) => occurredAt)}::bigint[],
        ${column(({ rank }) => rank)}::bigint[],
        ${sql.param(starts)}::integer[],
        ${column(({ body }) => body.length)}::integer[]
      ) as given (id, event, occurred_at, rank, start, size)
      where not exists (select from deliveries where deliveries.id = given.id)
    ), pack as (
      insert into packs (bodies) select ${bodies}::bytea where exists (select from arrival) returning id
    )
    insert into deliveries (id, event, occurred_at, rank, pack, start, size)
    select arrival.id, event, occurred_at, rank, pack.id, start, size from arrival, pack order by arrival.id
    on conflict do nothing
    returning id`)
  return stored.rows.length
}

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

const inOrder = [asc(deliveries.occurredAt), asc(deliveries.rank), asc(deliveries.id)]

/** The first in the order in which things happened, of those that nobody has tried to handle yet. */
export function nextDelivery(queries: Queries): Promise<StoredDelivery | undefined> {
  return read(
    withBody(queries)
      .where(eq(deliveries.status, 'stored'))
      .orderBy(...inOrder)
      .limit(1),
  )
}

/** Which one that is. */
export async function nextId(queries: Queries): Promise<string | undefined> {
  const { id, status } = deliveries
  const stored = queries.select({ id }).from(deliveries).where(eq(status, 'stored'))
  return (await stored.orderBy(...inOrder).limit(1))[0]?.id
}

/** One that failed before; of those that were given up, the sweep has each tried once in a while. */
const retrying = (id: string) => and(eq(deliveries.id, id), inArray(deliveries.status, ['retrying', 'dead']))

/** Of those that failed, which no job in pg-boss's queue will try again, the oldest first: a hundred at most. */
export async function deliveriesWithoutJob(
  queries: Queries,
  queue: string,
  status: 'retrying' | 'dead',
): Promise<string[]> {
  const { rows } = await queries.execute<{ id: string }>(sql`select id from deliveries
    where status = ${status} and not exists (select from jobs.job where name = ${queue}
      and coalesce(singleton_key, '') = deliveries.id and state in ('created', 'retry', 'active'))
    order by received_at limit 100`)
  return rows.map(({ id }) => id)
}

export function readRetrying(queries: Queries, id: string): Promise<StoredDelivery | undefined> {
  return read(withBody(queries).where(retrying(id)))
}

export async function isRetrying(queries: Queries, id: string): Promise<boolean> {
  return (await queries.select({ id: deliveries.id }).from(deliveries).where(retrying(id))).length > 0
}

function withBody(queries: Queries) {
  const { id, event, start, size, pack } = deliveries
  const { bodies } = packs
  return queries
    .select({ id, event, start, size, bodies })
    .from(deliveries)
    .innerJoin(packs, eq(packs.id, pack))
    .$dynamic()
}

async function read(
  found: PromiseLike<{ id: string; event: string; start: number; size: number; bodies: Uint8Array }[]>,
): Promise<StoredDelivery | undefined> {
  const [delivery] = await found
  if (!delivery) return undefined
  const { id, event, start, size, bodies } = delivery
  return { id, event, body: (await decompress(bodies)).subarray(start, start + size) }
}

/** Whether anything waits to be handled for the first time. */
export async function anyStored(queries: Queries): Promise<boolean> {
  const { id, status } = deliveries
  return (await queries.select({ id }).from(deliveries).where(eq(status, 'stored')).limit(1)).length > 0
}

/** Whether anything is not handled and not given up. */
export async function anyUnhandled(queries: Queries): Promise<boolean> {
  const { id, status } = deliveries
  const left = inArray(status, ['stored', 'retrying'])
  return (await queries.select({ id }).from(deliveries).where(left).limit(1)).length > 0
}

export async function markHandled(queries: Queries, id: string): Promise<void> {
  await queries.update(deliveries).set({ status: 'handled', error: null }).where(eq(deliveries.id, id))
}

/**
 * Notes that handling failed. False where the delivery is not as `from` says: a write that seemed to fail may have been
 * committed all the same. Without `error` the one of the last failure stays.
 */
export async function markFailed(
  queries: Queries,
  id: string,
  { from, to, error }: { from: 'stored' | 'retrying'; to: 'retrying' | 'dead'; error?: string },
): Promise<boolean> {
  const changed = await queries
    .update(deliveries)
    .set({ status: to, ...(error !== undefined && { error }) })
    .where(and(eq(deliveries.id, id), eq(deliveries.status, from)))
    .returning({ id: deliveries.id })
  return changed.length > 0
}

export interface FailedDelivery {
  readonly id: string
  readonly event: string
  readonly receivedAt: Date
  readonly error: string | null
}

/** Deliveries that nobody will handle again unless somebody asks: the newest first. */
export async function listDead(queries: Queries, limit = 100): Promise<FailedDelivery[]> {
  const { id, event, receivedAt, error, status } = deliveries
  return queries
    .select({ id, event, receivedAt, error })
    .from(deliveries)
    .where(eq(status, 'dead'))
    .orderBy(desc(receivedAt))
    .limit(limit)
}

/** Puts a dead delivery back into the inbox. False where there is no such dead delivery. */
export async function redrive(queries: Queries, id: string): Promise<boolean> {
  const changed = await queries
    .update(deliveries)
    .set({ status: 'stored', error: null })
    .where(and(eq(deliveries.id, id), eq(deliveries.status, 'dead')))
    .returning({ id: deliveries.id })
  return changed.length > 0
}

/** How many deliveries wait, are tried again, or are given up. */
export async function countUnhandled(
  queries: Queries,
): Promise<Record<'stored' | 'retrying' | 'dead', number>> {
  const { status } = deliveries
  const rows = await queries
    .select({ status, n: count() })
    .from(deliveries)
    .where(inArray(status, ['stored', 'retrying', 'dead']))
    .groupBy(status)
  return { stored: 0, retrying: 0, dead: 0, ...Object.fromEntries(rows.map((row) => [row.status, row.n])) }
}

/** Those of the given ids that are in the inbox, handled or not. */
export async function knownDeliveries(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await queries.execute<{ id: string }>(
    sql`select id from deliveries where id = any(${sql.param([...ids])}::text[])`,
  )
  return new Set(rows.rows.map(({ id }) => id))
}

const RECOVERED = 'recovered deliveries'

/** When lost deliveries were last looked for with success, in milliseconds since 1970. */
export const readRecovered = (queries: Queries): Promise<number | undefined> => readMoment(queries, RECOVERED)

export const writeRecovered = (queries: Queries, at: number): Promise<void> =>
  writeMoment(queries, RECOVERED, at)
