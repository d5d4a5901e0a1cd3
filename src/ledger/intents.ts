import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { ExtrinsicRef, Intent } from '../mechanisms/intent.ts'
import { isSamePot, type Pot } from '../mechanisms/pots.ts'
import { type PendingApproval, pendingApprovals } from './approvals.ts'
import { readCursor } from './cursors.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { approvals, attemptItems, attempts, holds, intents } from './schema.ts'

/**
 * Where an intent stands.
 * - `owed`: it is signed next
 * - `retrying`: it failed on chain and is due again later
 * - `unlinked`: its payee has no coldkey (I2)
 * - `held`: settlement says why
 * - `in-flight`: it is in an extrinsic that may still land
 * - `waiting`: it is in a call that guardians must approve
 * - `unreadable`: it is in an extrinsic that is final, and its outcome could not be read
 */
export type IntentStanding =
  | 'owed'
  | 'retrying'
  | 'unlinked'
  | 'held'
  | 'in-flight'
  | 'waiting'
  | 'unreadable'
  | 'settled'
  | 'cancelled'

export interface StandingIntent {
  readonly intent: Intent
  readonly stream: string
  /** SS58; null where the payee is not linked, empty where nobody is paid. */
  readonly coldkey: string | null
  readonly standing: IntentStanding
  /** Why it is held, null where it is not. */
  readonly hold: string | null
  readonly approval: PendingApproval | null
}

/** Extrinsics that an intent was in, the first one first. */
export interface Tried {
  readonly hash: string
  readonly nonce: number
  readonly status: string
  readonly birthBlock: number
  readonly deathBlock: number
  readonly open: boolean
  readonly paid: boolean
  /** What a node said when it did not take it. */
  readonly detail: string | null
}

/** All intents, or the one of a key, by key. */
export async function readIntents(queries: Queries, key?: string): Promise<StandingIntent[]> {
  const pending = await pendingApprovals(queries)
  const unreadable = await readUnreadable(queries)
  const clock = await readCursor(queries)
  const rows = await selectIntents(queries, key === undefined ? undefined : eq(intents.key, key))
  return rows.map((row) => {
    const approval = pending.find(({ intents: keys }) => keys.includes(row.key)) ?? null
    const { stream, coldkey, hold } = row
    const now = clock?.at ?? Date.now()
    const standing = unreadable.has(row.key) ? 'unreadable' : standingOf(row, approval !== null, now)
    return { intent: decode<Intent>(row.intent), stream, coldkey, hold, approval, standing }
  })
}

function selectIntents(queries: Queries, where: SQL | undefined) {
  const { key, intent, stream, coldkey, status, failures, notBefore } = intents
  const isOpen = and(eq(attemptItems.intentKey, key), eq(attemptItems.open, true))
  return queries
    .select({
      key,
      intent,
      stream,
      coldkey,
      status,
      failures,
      notBefore,
      hold: holds.reason,
      attempt: attemptItems.attempt,
    })
    .from(intents)
    .leftJoin(attemptItems, isOpen)
    .leftJoin(holds, eq(holds.intentKey, key))
    .where(where)
    .orderBy(key)
}

type Row = Awaited<ReturnType<typeof selectIntents>>[number]

function standingOf(row: Row, isApproved: boolean, now: number): IntentStanding {
  if (row.status !== 'owed') return row.status
  if (isApproved) return 'waiting'
  if (row.attempt !== null) return 'in-flight'
  if (row.coldkey === null) return 'unlinked'
  if (row.hold !== null) return 'held'
  return row.failures > 0 && row.notBefore > now ? 'retrying' : 'owed'
}

/** An intent's place in an extrinsic whose outcome for it could not be read. */
export interface Unreadable {
  readonly attempt: string
  readonly place: number
  /** What it may have taken out of its pot. Rao. */
  readonly amount: bigint
  /** Of a bulk intent: how many rows were signed. */
  readonly rows: number | null
  /** The call that the last approval carried out; null where the attempt itself did. */
  readonly callHash: string | null
}

/** By the intent's key. What such an extrinsic was for is neither paid again nor given up until the operator says what became of it. */
export async function readUnreadable(queries: Queries): Promise<ReadonlyMap<string, Unreadable>> {
  const { attempt, place, amount, rows: signed, intentKey, open } = attemptItems
  const { callHash, status } = approvals
  const rows = await queries
    .select({ key: intentKey, attempt, place, amount, rows: signed, callHash })
    .from(attemptItems)
    .innerJoin(attempts, eq(attempts.hash, attempt))
    .leftJoin(approvals, eq(approvals.attempt, attempt))
    .where(and(open, eq(attempts.status, 'final'), or(isNull(status), eq(status, 'executed'))))
  return new Map(rows.map(({ key, ...item }) => [key, item]))
}

export async function readAttempts(queries: Queries, key: string): Promise<Tried[]> {
  const { hash, nonce, status, birthBlock, deathBlock, detail } = attempts
  const { open, paid } = attemptItems
  return queries
    .select({ hash, nonce, status, birthBlock, deathBlock, open, paid, detail })
    .from(attemptItems)
    .innerJoin(attempts, eq(hash, attemptItems.attempt))
    .where(eq(attemptItems.intentKey, key))
    .orderBy(attempts.createdAt)
}

/** Intents as the rules left them, whatever became of them in settlement since. */
export interface KeptIntent {
  readonly stream: string
  readonly intent: Intent
  /** SS58; null where the payee is not linked, empty where nobody is paid. */
  readonly coldkey: string | null
  readonly status: 'owed' | 'settled' | 'cancelled'
}

/** Those of the given keys that the ledger knows. */
export async function readKept(queries: Queries, keys: readonly string[]): Promise<KeptIntent[]> {
  const { key, stream, intent, coldkey, status } = intents
  const rows = await queries
    .select({ stream, intent, coldkey, status })
    .from(intents)
    .where(inArray(key, [...keys]))
  return rows.map((row) => ({ ...row, intent: decode<Intent>(row.intent) }))
}

/** Those of a pot that are neither settled nor cancelled, whatever they wait for. */
export async function readOwedFrom(queries: Queries, pot: Pot): Promise<Intent[]> {
  const rows = await queries
    .select({ intent: intents.intent })
    .from(intents)
    .where(eq(intents.status, 'owed'))
  const owed = rows.map(({ intent }) => decode<Intent>(intent))
  return owed.filter((one) => isSamePot(one.pot, pot))
}

/** Those that a finalized extrinsic has settled. */
export async function readSettledIn(
  queries: Queries,
  { block, index }: Pick<ExtrinsicRef, 'block' | 'index'>,
): Promise<KeptIntent[]> {
  const { stream, intent, coldkey, status, settledIn } = intents
  const isThere = sql`${settledIn}::jsonb @> ${JSON.stringify({ block, index })}::jsonb`
  const rows = await queries.select({ stream, intent, coldkey, status }).from(intents).where(isThere)
  return rows.map((row) => ({ ...row, intent: decode<Intent>(row.intent) }))
}
