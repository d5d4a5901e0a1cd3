import { eq, gte, inArray } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { lineage } from './schema.ts'

/** More heirs one after the other than any account has. */
const LONGEST = 100

/** Which of these accounts, SS58, the chain has swapped. */
export async function swappedAmong(queries: Queries, coldkeys: readonly string[]): Promise<string[]> {
  const rows = await queries
    .select({ coldkey: lineage.coldkey })
    .from(lineage)
    .where(inArray(lineage.coldkey, [...coldkeys]))
  return rows.map(({ coldkey }) => coldkey)
}

/** The account, SS58, that has inherited a coldkey in swaps after a time (milliseconds); the coldkey itself where it was not swapped since. */
export async function successorOf(queries: Queries, coldkey: string, since = 0): Promise<string> {
  let heir = coldkey
  for (let step = 0; step < LONGEST; step++) {
    const [row] = await queries.select().from(lineage).where(eq(lineage.coldkey, heir))
    if (!row || row.swappedAt < since) return heir
    heir = row.successor
  }
  return heir
}

/** The accounts, SS58, that the chain has swapped into this one, through however many others. */
export async function inheritedBy(queries: Queries, coldkey: string): Promise<string[]> {
  const known = new Set([coldkey])
  let heirs = [coldkey]
  while (heirs.length > 0 && known.size < LONGEST) {
    const rows = await queries
      .select({ coldkey: lineage.coldkey })
      .from(lineage)
      .where(inArray(lineage.successor, heirs))
    heirs = rows.map((row) => row.coldkey).filter((one) => !known.has(one))
    for (const one of heirs) known.add(one)
  }
  known.delete(coldkey)
  return [...known]
}

/** By account, SS58: who has inherited these coldkeys in swaps that came after a block. Those that nobody has are left out. */
export async function heirsAfter(
  queries: Queries,
  coldkeys: readonly string[],
  block: number,
): Promise<ReadonlyMap<string, string>> {
  const asked = new Set(coldkeys)
  const swapped = await swapsSince(queries, block + 1)
  return heirsOf(
    queries,
    swapped.flatMap(({ coldkey }) => (asked.has(coldkey) ? [coldkey] : [])),
  )
}

/** By coldkey, SS58: who has inherited each that the chain ever swapped. */
export async function heirsOfAll(queries: Queries): Promise<ReadonlyMap<string, string>> {
  const swapped = await swapsSince(queries, 0)
  return heirsOf(
    queries,
    swapped.map(({ coldkey }) => coldkey),
  )
}

/** Whoever inherited after a block can only have been swapped after it. */
async function heirsOf(queries: Queries, coldkeys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const heirs = new Map<string, string>()
  for (const coldkey of coldkeys) heirs.set(coldkey, await successorOf(queries, coldkey))
  return heirs
}

/** The coldkeys, SS58, that the chain has swapped in this block or since, each with the block. */
export function swapsSince(
  queries: Queries,
  block: number,
): Promise<{ readonly coldkey: string; readonly swappedIn: number }[]> {
  const { coldkey, swappedIn } = lineage
  return queries.select({ coldkey, swappedIn }).from(lineage).where(gte(swappedIn, block))
}
