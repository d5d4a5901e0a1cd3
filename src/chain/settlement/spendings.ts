import { eq, sql } from 'drizzle-orm'
import type { Queries } from '../../ledger/database.ts'
import { spendings } from '../../ledger/schema.ts'
import type { IntentCall, Pot } from '../../mechanisms/intent.ts'
import { potName } from '../pots.ts'

/** What a settled call takes out of its pot; `lockCost` is what registering a network costs. Rao. */
export function amountOf(call: IntentCall, lockCost: bigint): bigint {
  switch (call.kind) {
    case 'transfer':
    case 'sink':
      return call.amount
    case 'loan-open':
      return call.deposit
    case 'network-register':
      return lockCost
    case 'pay-rows':
      return call.total
    default:
      return 0n
  }
}

/** `2026-01-31`, UTC. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** What left a pot, or may. Rao. */
export interface Spent {
  readonly pot: Pot
  readonly amount: bigint
}

/** Counts what left each pot on a day, once it has left. */
export async function bookSpendings(queries: Queries, spent: readonly Spent[], at: number): Promise<void> {
  for (const [pot, amount] of sumByPot(spent)) {
    await queries
      .insert(spendings)
      .values({ day: dayOf(at), pot, amount })
      .onConflictDoUpdate({
        target: [spendings.day, spendings.pot],
        set: { amount: sql`${spendings.amount} + excluded.amount` },
      })
  }
}

/** By the pot's name. */
export function sumByPot(spent: readonly Spent[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { pot, amount } of spent) {
    if (amount > 0n) sums.set(potName(pot), (sums.get(potName(pot)) ?? 0n) + amount)
  }
  return sums
}

/** What has left each pot on a day. */
export async function readSpendings(queries: Queries, day: string): Promise<Map<string, bigint>> {
  const rows = await queries.select().from(spendings).where(eq(spendings.day, day))
  return new Map(rows.map(({ pot, amount }) => [pot, amount]))
}
