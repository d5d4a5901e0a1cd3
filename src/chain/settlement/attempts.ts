import { and, asc, eq, exists, gte, inArray, isNotNull, lte, ne, notExists, sql } from 'drizzle-orm'
import type { Queries } from '../../ledger/database.ts'
import { decode } from '../../ledger/json.ts'
import { approvals, attemptItems, attempts, holds, intents } from '../../ledger/schema.ts'
import type { Intent } from '../../mechanisms/intent.ts'
import { sumOf } from '../../mechanisms/sheet/row.ts'
import type { Due } from '../calls.ts'
import type { Held } from './pick.ts'
import type { Signed } from './sign.ts'
import { amountOf, sumByPot } from './spendings.ts'

/** An extrinsic that may still land. */
export interface OpenAttempt {
  readonly hash: string
  readonly bytes: string
  readonly nonce: number
  readonly deathBlock: number
  readonly status: 'signed' | 'broadcast'
}

/** Extrinsics in flight at once: with more than a few, one that is lost would hold up many. */
export const MOST_OPEN = 4

/** Word for word the condition of the index `attempts_open`: a parameter in it would hide it from the planner. */
const isOpen = sql`${attempts.status} IN ('signed', 'broadcast')`

export async function readOpenAttempts(queries: Queries, account: string): Promise<OpenAttempt[]> {
  const { hash, bytes, nonce, deathBlock, status } = attempts
  const rows = await queries
    .select({ hash, bytes, nonce, deathBlock, status })
    .from(attempts)
    .where(and(eq(attempts.account, account), isOpen))
    .orderBy(asc(nonce))
  return rows.map((row) => ({ ...row, status: row.status === 'signed' ? 'signed' : 'broadcast' }))
}

/** Owed, due at this time of the chain, payee known, neither in flight nor paid before. Milliseconds. */
export async function readDue(queries: Queries, now: number): Promise<Due[]> {
  const taken = queries
    .select({ one: sql`1` })
    .from(attemptItems)
    // Word for word the condition of the index `attempt_items_once`.
    .where(and(eq(attemptItems.intentKey, intents.key), sql`(${attemptItems.open} OR ${attemptItems.paid})`))
  const rows = await queries
    .select({ intent: intents.intent, coldkey: intents.coldkey })
    .from(intents)
    .where(
      and(
        sql`${intents.status} = 'owed'`,
        lte(intents.notBefore, now),
        isNotNull(intents.coldkey),
        notExists(taken),
      ),
    )
    .orderBy(asc(intents.notBefore), asc(intents.key))
  return rows.map(({ intent, coldkey }) => ({ intent: decode<Intent>(intent), coldkey: coldkey ?? '' }))
}

export interface InFlight {
  /** By the pot's name: it counts against the day's cap until it has settled or failed. Rao. */
  readonly sums: ReadonlyMap<string, bigint>
  /** Whether a network is being registered. */
  readonly registering: boolean
}

export async function readInFlight(queries: Queries): Promise<InFlight> {
  const rows = await queries
    .select({ intent: intents.intent, amount: attemptItems.amount })
    .from(attemptItems)
    .innerJoin(intents, eq(intents.key, attemptItems.intentKey))
    .where(sql`${attemptItems.open}`)
  const open = rows.map(({ intent, amount }) => ({ ...decode<Intent>(intent), amount }))
  return { sums: sumByPot(open), registering: open.some(({ call }) => call.kind === 'network-register') }
}

/**
 * The lowest nonce that the chain still takes and no attempt of ours has: a gap would hold up what comes after it. What the chain
 * has taken is not looked at, so that it is as fast after a million payments as after none.
 */
export async function nextNonce(queries: Queries, account: string, onChain: number): Promise<number> {
  const rows = await queries
    .select({ nonce: attempts.nonce })
    .from(attempts)
    .where(
      and(eq(attempts.account, account), gte(attempts.nonce, onChain), sql`${attempts.status} <> 'lost'`),
    )
  const taken = new Set(rows.map((row) => row.nonce))
  let nonce = onChain
  while (taken.has(nonce)) nonce += 1
  return nonce
}

/** The signed bytes and what they are for, before anything is sent. */
export async function storeAttempt(
  queries: Queries,
  account: string,
  signed: Signed,
  due: readonly Due[],
  lockCost: bigint,
): Promise<void> {
  const { hash, bytes, nonce, birthBlock, deathBlock, opens } = signed
  await queries.insert(attempts).values({ hash, account, nonce, bytes, birthBlock, deathBlock })
  const items = due.map(({ intent: { key, call }, rows }, place) => {
    const amount = rows ? sumOf(rows) : amountOf(call, lockCost)
    return { attempt: hash, place, intentKey: key, amount, rows: rows?.length ?? null }
  })
  for (let from = 0; from < items.length; from += 1_000) {
    await queries.insert(attemptItems).values(items.slice(from, from + 1_000))
  }
  if (!opens) return
  const { callHash, call, maxWeight, threshold } = opens
  const weight = { refTime: Number(maxWeight.refTime), proofSize: Number(maxWeight.proofSize) }
  const signatories = JSON.stringify(opens.signatories)
  await queries.insert(approvals).values({ callHash, call, attempt: hash, ...weight, signatories, threshold })
}

/** What became of a broadcast: `detail` is the node's refusal, null where it took the extrinsic. */
export async function noteBroadcast(queries: Queries, hash: string, detail: string | null): Promise<void> {
  await queries
    .update(attempts)
    .set(detail === null ? { status: 'broadcast', detail } : { detail })
    .where(and(eq(attempts.hash, hash), isOpen))
}

/**
 * Gives up what can no longer land: its era ended with a block that the ledger has recorded, and it was in none of the
 * blocks from its birth on. What it was for is owed again.
 */
export async function closeLost(queries: Queries, account: string, block: number): Promise<string[]> {
  const over = and(eq(attempts.account, account), isOpen, lte(attempts.deathBlock, block))
  const lost = await queries
    .update(attempts)
    .set({ status: 'lost' })
    .where(over)
    .returning({ hash: attempts.hash })
  const hashes = lost.map(({ hash }) => hash)
  if (hashes.length === 0) return hashes
  await queries.update(attemptItems).set({ open: false }).where(inArray(attemptItems.attempt, hashes))
  await queries.delete(approvals).where(inArray(approvals.attempt, hashes))
  return hashes
}

export async function readHolds(queries: Queries): Promise<Map<string, string>> {
  const rows = await queries.select().from(holds)
  return new Map(rows.map(({ intentKey, reason }) => [intentKey, reason]))
}

/** Makes the reasons on record those of now. `news` is what is newly held or for another reason, `freed` what no longer is. */
export async function noteHolds(
  queries: Queries,
  held: readonly Held[],
  free: readonly Due[],
): Promise<{ news: Held[]; freed: string[] }> {
  const known = await readHolds(queries)
  const freed = free.map(({ intent }) => intent.key).filter((key) => known.has(key))
  if (freed.length > 0) await queries.delete(holds).where(inArray(holds.intentKey, freed))
  const done = queries
    .select({ one: sql`1` })
    .from(intents)
    .where(and(eq(intents.key, holds.intentKey), ne(intents.status, 'owed')))
  await queries.delete(holds).where(exists(done))
  const news = held.filter(({ key, reason }) => known.get(key) !== reason)
  for (const { key, reason } of news) await hold(queries, key, reason)
  return { news, freed }
}

/** The streams that these intents belong to. */
export async function streamsOf(queries: Queries, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await queries
    .selectDistinct({ stream: intents.stream })
    .from(intents)
    .where(inArray(intents.key, [...keys]))
  return rows.map(({ stream }) => stream)
}

/** Says why an intent is not paid. */
export async function hold(queries: Queries, intentKey: string, reason: string): Promise<void> {
  const row = { intentKey, reason }
  await queries.insert(holds).values(row).onConflictDoUpdate({ target: holds.intentKey, set: row })
}
