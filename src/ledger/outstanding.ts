import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { subnetOf } from '../mechanisms/streams/names.ts'
import type { Queries } from './database.ts'
import { outstanding, replies, subnets, surfaces } from './schema.ts'

/** One thing that is to be done: the queue that does it, its key there, and what its job carries. */
export interface OutstandingJob {
  readonly queue: string
  readonly key: string
  readonly data: object
}

/** One try that failed: how many have by now, and why. */
export interface FailedTry extends OutstandingJob {
  readonly failures: number
  readonly error: string
}

const rowOf = (queue: string, key: string) => and(eq(outstanding.queue, queue), eq(outstanding.key, key))

/** Notes that these are to be done, each of its own key, in the transaction that makes them necessary. */
export async function noteWanted(queries: Queries, wanted: readonly OutstandingJob[]): Promise<void> {
  if (wanted.length === 0) return
  await queries
    .insert(outstanding)
    .values(wanted.map(({ queue, key, data }) => ({ queue, key, data: JSON.stringify(data) })))
    .onConflictDoUpdate({
      target: [outstanding.queue, outstanding.key],
      set: { data: sql`excluded.data`, mark: sql`${outstanding.mark} + 1` },
    })
}

/** How often it was asked for; null where it is not outstanding. */
export async function markOf(queries: Queries, queue: string, key: string): Promise<number | null> {
  const [row] = await queries.select({ mark: outstanding.mark }).from(outstanding).where(rowOf(queue, key))
  return row?.mark ?? null
}

/** It is outstanding no more, unless it was asked for again since the mark was read: then it has failed no more. */
export async function noteDone(queries: Queries, queue: string, key: string, mark: number): Promise<void> {
  const done = await queries
    .delete(outstanding)
    .where(and(rowOf(queue, key), eq(outstanding.mark, mark)))
    .returning({ key: outstanding.key })
  if (done.length === 0) {
    await queries.update(outstanding).set({ failures: 0, error: null }).where(rowOf(queue, key))
  }
}

/** Why the last try failed is kept until one succeeds: at most 1,000 characters. */
export async function noteFailed(
  queries: Queries,
  { queue, key, data }: OutstandingJob,
  reason: string,
): Promise<FailedTry> {
  const error = reason.slice(0, 1_000)
  const [row] = await queries
    .insert(outstanding)
    .values({ queue, key, data: JSON.stringify(data), failures: 1, error })
    .onConflictDoUpdate({
      target: [outstanding.queue, outstanding.key],
      set: { failures: sql`${outstanding.failures} + 1`, error },
    })
    .returning({ failures: outstanding.failures })
  return { queue, key, data, failures: row?.failures ?? 1, error }
}

/** In pg-boss's table, the job by which an outstanding row is tried again. */
const itsJob = sql`select from jobs.job where job.name = outstanding.queue
  and coalesce(job.singleton_key, '') = outstanding.key and job.state in ('created', 'retry', 'active')`

/** What is outstanding and lies in no queue. */
export async function withoutJob(queries: Queries): Promise<readonly OutstandingJob[]> {
  const { rows } = await queries.execute<{ queue: string; key: string; data: string }>(
    sql`select queue, key, data from outstanding where not exists (${itsJob}) order by since`,
  )
  return rows.map(({ queue, key, data }) => ({ queue, key, data: JSON.parse(data) as object }))
}

/** What has failed and was not done since, deliveries too: how much, and since when the oldest is wanted, milliseconds UTC. */
export interface Failing {
  readonly count: number
  readonly oldest: number | null
}

export async function readFailing(queries: Queries): Promise<Failing> {
  const { rows } = await queries.execute<{ count: number; oldest: number | null }>(
    sql`select count(*)::int as count, extract(epoch from min(since))::float8 * 1000 as oldest from (
      select since from outstanding where failures > 0
      union all select received_at from deliveries where status in ('retrying', 'dead')) failing`,
  )
  const [{ count, oldest }] = rows as [{ count: number; oldest: number | null }]
  return { count, oldest: oldest === null ? null : Math.round(oldest) }
}

/** Why the last try of each of these failed, by key. */
export async function readFailed(
  queries: Queries,
  queue: string,
  keys: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (keys.length === 0) return {}
  const rows = await queries
    .select({ key: outstanding.key, error: outstanding.error })
    .from(outstanding)
    .where(
      and(eq(outstanding.queue, queue), inArray(outstanding.key, [...keys]), gt(outstanding.failures, 0)),
    )
  return Object.fromEntries(rows.map(({ key, error }) => [key, error ?? '']))
}

/** What a job may carry that says where it belongs. */
interface Carried {
  readonly stream?: string
  readonly kind?: string
  readonly comment?: number
  readonly repository?: { readonly owner: string }
}

/** Of what has failed in the repositories of an account, the queues try all at once. Says how much that is. */
export async function hastenOf(queries: Queries, owner: string): Promise<number> {
  const failing = await queries
    .select({ queue: outstanding.queue, key: outstanding.key, data: outstanding.data })
    .from(outstanding)
    .where(gt(outstanding.failures, 0))
  if (failing.length === 0) return 0
  const streams = new Set((await ownedStreams(queries, owner)).map((stream) => subnetOf(stream)))
  const comments = new Set(await unansweredIn(queries, owner))
  const isMeant = ({ stream, kind, comment, repository }: Carried) =>
    (stream !== undefined && streams.has(subnetOf(stream))) ||
    (comment !== undefined && comments.has(`${kind}:${comment}`)) ||
    repository?.owner === owner
  const meant = failing.filter(({ data }) => isMeant(JSON.parse(data) as Carried))
  for (const { queue, key } of meant) {
    await queries.execute(
      sql`update jobs.job set start_after = now() where name = ${queue} and singleton_key = ${key} and state in ('created', 'retry')`,
    )
  }
  return meant.length
}

/** Those that are opened, and issues whose form is not filled in. */
async function ownedStreams(queries: Queries, owner: string): Promise<string[]> {
  const opened = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(eq(ownerOf(subnets.repository), owner))
  const unopened = await queries
    .select({ stream: surfaces.subject })
    .from(surfaces)
    .where(and(eq(ownerOf(surfaces.repository), owner), isNotNull(surfaces.form)))
  return [...opened, ...unopened].map(({ stream }) => stream)
}

async function unansweredIn(queries: Queries, owner: string): Promise<string[]> {
  const rows = await queries
    .select({ kind: replies.kind, comment: replies.commentId })
    .from(replies)
    .where(and(eq(ownerOf(replies.repository), owner), isNull(replies.replyId)))
  return rows.map(({ kind, comment }) => `${kind}:${comment}`)
}

const ownerOf = (repository: AnyPgColumn) => sql<string>`split_part(${repository}, '/', 1)`
