import { and, eq, exists, inArray, ne, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { holds, intents } from './schema.ts'

/** An intent that is not paid now, and why. */
export interface Held {
  readonly key: string
  readonly reason: string
}

/** The reasons on record, by the intent's key: of all, or of these. */
export async function readHolds(queries: Queries, keys?: readonly string[]): Promise<Map<string, string>> {
  if (keys?.length === 0) return new Map()
  const wanted = keys && inArray(holds.intentKey, [...keys])
  const rows = await queries.select().from(holds).where(wanted)
  return new Map(rows.map(({ intentKey, reason }) => [intentKey, reason]))
}

/** Says why an intent is not paid. */
export const hold = (queries: Queries, key: string, reason: string): Promise<void> =>
  holdAll(queries, [{ key, reason }])

/** Rows in one statement: a database takes at most 65,535 parameters. */
const AT_ONCE = 1_000

/** No key may occur twice. */
async function holdAll(queries: Queries, held: readonly Held[]): Promise<void> {
  const set = { reason: sql`excluded.reason` }
  for (let from = 0; from < held.length; from += AT_ONCE) {
    const rows = held.slice(from, from + AT_ONCE).map(({ key, reason }) => ({ intentKey: key, reason }))
    await queries.insert(holds).values(rows).onConflictDoUpdate({ target: holds.intentKey, set })
  }
}

/** Nothing speaks against paying the intent any more. False where nothing did: then its thread says nothing else. */
export async function release(queries: Queries, intentKey: string): Promise<boolean> {
  const held = await queries
    .delete(holds)
    .where(eq(holds.intentKey, intentKey))
    .returning({ key: holds.intentKey })
  return held.length > 0
}

/** Makes the reasons on record those of now. `news` is what is newly held or for another reason, `freed` what no longer is. */
export async function noteHolds(
  queries: Queries,
  held: readonly Held[],
  free: readonly string[],
): Promise<{ news: Held[]; freed: string[] }> {
  const known = await readHolds(queries)
  const freed = free.filter((key) => known.has(key))
  if (freed.length > 0) await queries.delete(holds).where(inArray(holds.intentKey, freed))
  const done = queries
    .select({ one: sql`1` })
    .from(intents)
    .where(and(eq(intents.key, holds.intentKey), ne(intents.status, 'owed')))
  await queries.delete(holds).where(exists(done))
  const news = held.filter(({ key, reason }) => known.get(key) !== reason)
  await holdAll(queries, news)
  return { news, freed }
}
