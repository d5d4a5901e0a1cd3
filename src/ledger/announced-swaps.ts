import { eq, inArray, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { announcedSwaps } from './schema.ts'

/** The block in which a swap was announced, by coldkey, SS58: of these coldkeys. */
export async function readAnnounced(
  queries: Queries,
  coldkeys: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  if (coldkeys.length === 0) return {}
  const { coldkey } = announcedSwaps
  const rows = await queries
    .select()
    .from(announcedSwaps)
    .where(inArray(coldkey, [...coldkeys]))
  return Object.fromEntries(rows.map((row) => [row.coldkey, row.block]))
}

export async function noteAnnounced(queries: Queries, coldkey: string, block: number): Promise<void> {
  await queries
    .insert(announcedSwaps)
    .values({ coldkey, block })
    .onConflictDoUpdate({ target: announcedSwaps.coldkey, set: { block: sql`excluded.block` } })
}

/** It was made, or called off. */
export async function forgetAnnounced(queries: Queries, coldkey: string): Promise<void> {
  await queries.delete(announcedSwaps).where(eq(announcedSwaps.coldkey, coldkey))
}
