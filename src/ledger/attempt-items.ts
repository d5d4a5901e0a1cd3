import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Intent } from '../mechanisms/intent.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { attemptItems, attempts, intents } from './schema.ts'

/** One intent in an extrinsic, not settled yet. */
export interface OpenItem {
  /** Its place among the extrinsic's items, from 0. */
  readonly place: number
  readonly key: string
  readonly stream: string
  readonly intent: Intent
  /** What it may take out of its pot, as reckoned when it was signed, in the unit of its call. */
  readonly amount: bigint
  /** Of a bulk intent: how many rows were signed; null where the intent is one call. */
  readonly rows: number | null
}

/** What is still in flight in an extrinsic, in its order. */
export async function openItemsOf(queries: Queries, attempt: string): Promise<OpenItem[]> {
  const { key, stream, intent } = intents
  const { place, amount, rows } = attemptItems
  const found = await queries
    .select({ place, key, stream, intent, amount, rows })
    .from(attemptItems)
    .innerJoin(intents, eq(key, attemptItems.intentKey))
    .where(and(eq(attemptItems.attempt, attempt), eq(attemptItems.open, true)))
    .orderBy(attemptItems.place)
  return found.map((row) => ({ ...row, intent: decode<Intent>(row.intent) }))
}

/** All items of these extrinsics, settled or not, by extrinsic and in its order. */
export async function intentsIn(
  queries: Queries,
  hashes: readonly string[],
): Promise<{ attempt: string; intent: Intent; rows: number | null }[]> {
  if (hashes.length === 0) return []
  const found = await queries
    .select({ attempt: attemptItems.attempt, intent: intents.intent, rows: attemptItems.rows })
    .from(attemptItems)
    .innerJoin(intents, eq(intents.key, attemptItems.intentKey))
    .where(inArray(attemptItems.attempt, [...hashes]))
    .orderBy(attemptItems.attempt, attemptItems.place)
  return found.map((row) => ({ ...row, intent: decode<Intent>(row.intent) }))
}

/** The last extrinsic of an intent that was lost: how many rows it was signed for, and the node's refusal. Null where none was. */
export async function lastLost(
  queries: Queries,
  key: string,
): Promise<{ rows: number | null; detail: string | null } | null> {
  const [last] = await queries
    .select({ rows: attemptItems.rows, detail: attempts.detail })
    .from(attemptItems)
    .innerJoin(attempts, eq(attempts.hash, attemptItems.attempt))
    .where(and(eq(attemptItems.intentKey, key), eq(attempts.status, 'lost')))
    .orderBy(desc(attempts.birthBlock))
    .limit(1)
  return last ?? null
}

/** What the chain said when a proxy's type did not let its call through. */
export const FILTERED = 'System.CallFiltered'

/** Keeps that the chain did not let the proxy make the calls at these places of an extrinsic; the others of it go by the proxy again. */
export async function noteFiltered(
  queries: Queries,
  attempt: string,
  places: readonly number[],
): Promise<void> {
  if (places.length === 0) return
  await queries
    .update(attemptItems)
    .set({ filtered: true })
    .where(and(eq(attemptItems.attempt, attempt), inArray(attemptItems.place, [...places])))
}

/** Which of these intents a runtime has not let a proxy make. */
export async function filteredBy(
  queries: Queries,
  keys: readonly string[],
  specVersion: number,
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const rows = await queries
    .selectDistinct({ key: attemptItems.intentKey })
    .from(attemptItems)
    .innerJoin(attempts, eq(attempts.hash, attemptItems.attempt))
    .where(
      and(
        inArray(attemptItems.intentKey, [...keys]),
        attempts.proxied,
        eq(attemptItems.filtered, true),
        eq(attempts.specVersion, specVersion),
      ),
    )
  return new Set(rows.map(({ key }) => key))
}

/** Places of an extrinsic. */
export interface EndedItems {
  /** In flight no more. */
  readonly ended: readonly number[]
  /** Those of them that succeeded in a finalized block. */
  readonly paid: readonly number[]
}

export async function closeItems(
  queries: Queries,
  attempt: string,
  { ended, paid }: EndedItems,
): Promise<void> {
  const mark = async (places: readonly number[], set: { open: false } | { paid: true }) => {
    for (let from = 0; from < places.length; from += 1_000) {
      const these = inArray(attemptItems.place, places.slice(from, from + 1_000))
      await queries
        .update(attemptItems)
        .set(set)
        .where(and(eq(attemptItems.attempt, attempt), these))
    }
  }
  await mark(ended, { open: false })
  await mark(paid, { paid: true })
}

/** What is in flight although its extrinsic is final: it waits for guardians, for the chain, or for the operator. */
export async function waitingItems(
  queries: Queries,
): Promise<{ attempt: string; place: number; intent: Intent }[]> {
  const { attempt, place } = attemptItems
  const found = await queries
    .select({ attempt, place, intent: intents.intent })
    .from(attemptItems)
    .innerJoin(intents, eq(intents.key, attemptItems.intentKey))
    .innerJoin(attempts, eq(attempts.hash, attempt))
    // Word for word the condition of the index `attempt_items_open`.
    .where(and(eq(attempts.status, 'final'), sql`${attemptItems.open}`))
  return found.map((row) => ({ ...row, intent: decode<Intent>(row.intent) }))
}

/** The same of one item, as the operator says. */
export async function closeItem(
  queries: Queries,
  { attempt, place }: { readonly attempt: string; readonly place: number },
  paid: boolean,
): Promise<void> {
  const own = and(eq(attemptItems.attempt, attempt), eq(attemptItems.place, place))
  await queries.update(attemptItems).set({ open: false, paid }).where(own)
}
