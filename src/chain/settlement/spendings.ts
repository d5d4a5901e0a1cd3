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

/** Counts what left a pot on a day, once it has left. */
export async function bookSpending(queries: Queries, { pot, call }: Intent, at: number): Promise<void> {
  const amount = amountOf(call)
  if (amount === 0n) return
  await queries
    .insert(spendings)
    .values({ day: dayOf(at), pot: potName(pot), amount })
    .onConflictDoUpdate({
      target: [spendings.day, spendings.pot],
      set: { amount: sql`${spendings.amount} + excluded.amount` },
    })
}

/** What has left each pot on a day. */
export async function readSpendings(queries: Queries, day: string): Promise<Map<string, bigint>> {
  const rows = await queries.select().from(spendings).where(eq(spendings.day, day))
  return new Map(rows.map(({ pot, amount }) => [pot, amount]))
}
