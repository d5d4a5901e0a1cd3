import { eq } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { lineage } from './schema.ts'

/** More heirs one after the other than any account has. */
const LONGEST = 100

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
