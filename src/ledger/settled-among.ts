import { inArray } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { intents } from './schema.ts'

/** Which of these intents are settled, by key. */
export async function settledAmong(queries: Queries, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const settled = new Set<string>()
  for (let from = 0; from < keys.length; from += 1_000) {
    const rows = await queries
      .select({ key: intents.key, status: intents.status })
      .from(intents)
      .where(inArray(intents.key, keys.slice(from, from + 1_000)))
    for (const { key, status } of rows) if (status === 'settled') settled.add(key)
  }
  return settled
}
