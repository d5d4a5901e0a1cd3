import { eq, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { spendings } from './schema.ts'

/** Adds what left each pot on a day: by the name of its sum, see `sumName`. The day is `2026-01-31`, UTC. */
export async function addSpendings(
  queries: Queries,
  day: string,
  sums: ReadonlyMap<string, bigint>,
): Promise<void> {
  for (const [pot, amount] of sums) {
    await queries
      .insert(spendings)
      .values({ day, pot, amount })
      .onConflictDoUpdate({
        target: [spendings.day, spendings.pot],
        set: { amount: sql`${spendings.amount} + excluded.amount` },
      })
  }
}

/** What has left each pot on a day, by the name of its sum. */
export async function readSpendings(queries: Queries, day: string): Promise<Map<string, bigint>> {
  const rows = await queries.select().from(spendings).where(eq(spendings.day, day))
  return new Map(rows.map(({ pot, amount }) => [pot, amount]))
}
