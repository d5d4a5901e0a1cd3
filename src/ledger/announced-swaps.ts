import { eq, inArray, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { announcedSwaps } from './schema.ts'

/** A swap that the chain has announced and not made. Blocks. */
export interface AnnouncedSwap {
  readonly announced: number
  /** In which its coldkey disputed it; null where it did not. */
  readonly disputed: number | null
}

/** By coldkey, SS58: of these coldkeys. */
export async function readAnnounced(
  queries: Queries,
  coldkeys: readonly string[],
): Promise<Readonly<Record<string, AnnouncedSwap>>> {
  if (coldkeys.length === 0) return {}
  const { coldkey } = announcedSwaps
  const rows = await queries
    .select()
    .from(announcedSwaps)
    .where(inArray(coldkey, [...coldkeys]))
  return Object.fromEntries(
    rows.map(({ coldkey, block, disputed }) => [coldkey, { announced: block, disputed }]),
  )
}

export async function noteAnnounced(queries: Queries, coldkey: string, block: number): Promise<void> {
  await queries
    .insert(announcedSwaps)
    .values({ coldkey, block })
    .onConflictDoUpdate({
      target: announcedSwaps.coldkey,
      set: { block: sql`excluded.block`, disputed: null },
    })
}

/** The chain lets its coldkey do nothing, until root takes the announcement away. */
export async function noteDisputed(queries: Queries, coldkey: string, block: number): Promise<void> {
  await queries
    .insert(announcedSwaps)
    .values({ coldkey, block, disputed: block })
    .onConflictDoUpdate({ target: announcedSwaps.coldkey, set: { disputed: sql`excluded.disputed` } })
}

/** It was made, or called off. */
export async function forgetAnnounced(queries: Queries, coldkey: string): Promise<void> {
  await queries.delete(announcedSwaps).where(eq(announcedSwaps.coldkey, coldkey))
}
