import { and, asc, eq, gte, inArray, isNotNull, lt, lte, notExists, or, sql } from 'drizzle-orm'
import type { Intent } from '../mechanisms/intent.ts'
import type { AnyRow } from '../mechanisms/sheet/row.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { approvals, attemptItems, attempts, intents } from './schema.ts'

/** An intent that can be signed now: its payee is bound. */
export interface DueIntent {
  readonly intent: Intent
  /** SS58 of who is paid; empty where the call pays nobody. */
  readonly coldkey: string
  /** Of a bulk intent: the first rows of its part, as many as are signed. */
  readonly rows?: readonly AnyRow[]
}

/** A signed extrinsic, and what the ledger must know of it before it is sent. */
export interface SignedAttempt {
  readonly hash: string
  readonly bytes: string
  readonly nonce: number
  readonly birthBlock: number
  /** The first block that refuses it. */
  readonly deathBlock: number
  /** The version of the runtime that takes it. */
  readonly specVersion: number
  /** Set where it only opens a call that others must approve. */
  readonly opens: {
    readonly callHash: string
    readonly call: string
    readonly maxWeight: { readonly refTime: bigint; readonly proofSize: bigint }
    /** SS58, in the chain's order, of the multisig account that it is opened with. */
    readonly signatories: readonly string[]
    readonly threshold: number
  } | null
  /** Whether the App's key acts in it as the proxy of the pots. */
  readonly proxied: boolean
}

/** One intent in an extrinsic. */
export interface AttemptItem {
  readonly key: string
  /** What it may take out of its pot, in the unit of its call. */
  readonly amount: bigint
  /** Of a bulk intent: how many rows are signed; null where the intent is one call. */
  readonly rows: number | null
}

/** An extrinsic that may still land. */
export interface OpenAttempt {
  readonly hash: string
  readonly bytes: string
  readonly nonce: number
  readonly deathBlock: number
  /** The version of the runtime that takes it; null where that was not kept. */
  readonly specVersion: number | null
  readonly status: 'signed' | 'broadcast'
}

/** Word for word the condition of the index `attempts_open`: a parameter in it would hide it from the planner. */
const isOpen = sql`${attempts.status} IN ('signed', 'broadcast')`

export async function readOpenAttempts(queries: Queries, account: string): Promise<OpenAttempt[]> {
  const { hash, bytes, nonce, deathBlock, specVersion, status } = attempts
  const rows = await queries
    .select({ hash, bytes, nonce, deathBlock, specVersion, status })
    .from(attempts)
    .where(and(eq(attempts.account, account), isOpen))
    .orderBy(asc(nonce))
  return rows.map((row) => ({ ...row, status: row.status === 'signed' ? 'signed' : 'broadcast' }))
}

/** Whether the ledger has signed this extrinsic. */
export async function knowsAttempt(queries: Queries, hash: string): Promise<boolean> {
  const rows = await queries.select({ hash: attempts.hash }).from(attempts).where(eq(attempts.hash, hash))
  return rows.length > 0
}

/** Owed, due at this time of the chain, payee known, neither in flight nor paid before. Milliseconds. */
export async function readDue(queries: Queries, now: number): Promise<DueIntent[]> {
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

/** What is in flight, and what each may take out of its pot, in the unit of its call. */
export async function readOpenItems(queries: Queries): Promise<{ intent: Intent; amount: bigint }[]> {
  const rows = await queries
    .select({ intent: intents.intent, amount: attemptItems.amount })
    .from(attemptItems)
    .innerJoin(intents, eq(intents.key, attemptItems.intentKey))
    .where(sql`${attemptItems.open}`)
  return rows.map(({ intent, amount }) => ({ intent: decode<Intent>(intent), amount }))
}

/**
 * The lowest nonce that the chain still takes and that no attempt of ours has: a gap would hold up what comes after it. It does not look
 * at nonces that the chain has taken. So it is as fast after a million payments as after none.
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
  signed: SignedAttempt,
  items: readonly AttemptItem[],
): Promise<void> {
  const { opens, ...attempt } = signed
  const { hash } = attempt
  await queries.insert(attempts).values({ ...attempt, account })
  const rows = items.map(({ key, ...item }, place) => ({ attempt: hash, place, intentKey: key, ...item }))
  for (let from = 0; from < rows.length; from += 1_000) {
    await queries.insert(attemptItems).values(rows.slice(from, from + 1_000))
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

/** Up to where the ledger has recorded the chain. */
export interface Recorded {
  readonly block: number
  /** The version of the runtime that makes the blocks after it. Versions only grow: the chain refuses a lower one. */
  readonly specAfter: number
}

/**
 * Gives up what can no longer land, and was in none of the blocks that the ledger has recorded: its era is over, or all blocks
 * to come are made by a later runtime than it was signed for. What it was for is owed again.
 */
export async function closeLost(
  queries: Queries,
  account: string,
  { block, specAfter }: Recorded,
): Promise<string[]> {
  const isOver = or(lte(attempts.deathBlock, block), lt(attempts.specVersion, specAfter))
  const over = and(eq(attempts.account, account), isOpen, isOver)
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

/** The streams that these intents belong to. */
export async function streamsOf(queries: Queries, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await queries
    .selectDistinct({ stream: intents.stream })
    .from(intents)
    .where(inArray(intents.key, [...keys]))
  return rows.map(({ stream }) => stream)
}

/** The extrinsic is in a finalized block. */
export async function markFinal(queries: Queries, hash: string): Promise<void> {
  await queries.update(attempts).set({ status: 'final' }).where(eq(attempts.hash, hash))
}

/** The extrinsics of this key that may still land, and the hash of the call that each opens, null where it opens none. */
export async function readOpenings(
  queries: Queries,
  account: string,
): Promise<{ hash: string; opens: string | null; proxied: boolean }[]> {
  return queries
    .select({ hash: attempts.hash, opens: approvals.callHash, proxied: attempts.proxied })
    .from(attempts)
    .leftJoin(approvals, eq(approvals.attempt, attempts.hash))
    .where(and(eq(attempts.account, account), isOpen))
}
