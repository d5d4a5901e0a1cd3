import { eq, sql } from 'drizzle-orm'
import type { Queries } from '../../ledger/database.ts'
import { spendings } from '../../ledger/schema.ts'
import type { Intent, IntentCall } from '../../mechanisms/intent.ts'
import { potName } from '../pots.ts'

/** What a settled call takes out of its pot. Rao. */
export function amountOf(call: IntentCall): bigint {
  if (call.kind === 'transfer' || call.kind === 'sink') return call.amount
  return call.kind === 'loan-open' ? call.deposit : 0n
}

/** `2026-01-31`, UTC. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Counts what left each pot on a day, once it has left. */
export async function bookSpendings(queries: Queries, settled: readonly Intent[], at: number): Promise<void> {
  for (const [pot, amount] of sumByPot(settled)) {
    await queries
      .insert(spendings)
      .values({ day: dayOf(at), pot, amount })
      .onConflictDoUpdate({
        target: [spendings.day, spendings.pot],
        set: { amount: sql`${spendings.amount} + excluded.amount` },
      })
  }
}

/** What these intents take out of each pot, by its name. Rao. */
export function sumByPot(intents: readonly Intent[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { pot, call } of intents) {
    const amount = amountOf(call)
    if (amount > 0n) sums.set(potName(pot), (sums.get(potName(pot)) ?? 0n) + amount)
  }
  return sums
}

/** What has left each pot on a day. */
export async function readSpendings(queries: Queries, day: string): Promise<Map<string, bigint>> {
  const rows = await queries.select().from(spendings).where(eq(spendings.day, day))
  return new Map(rows.map(({ pot, amount }) => [pot, amount]))
}
