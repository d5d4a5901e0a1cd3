import { readOpenItems } from '../../ledger/attempts.ts'
import type { Queries } from '../../ledger/database.ts'
import { addSpendings } from '../../ledger/spendings.ts'
import type { IntentCall } from '../../mechanisms/intent.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import { potName } from '../../mechanisms/pots.ts'

/** `2026-01-31`, UTC. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** What left a pot, or may. Rao. */
export interface Spent {
  readonly pot: Pot
  readonly amount: bigint
}

/** Counts what left each pot on a day, once it has left. */
export async function bookSpendings(queries: Queries, spent: readonly Spent[], at: number): Promise<void> {
  await addSpendings(queries, dayOf(at), sumByPot(spent))
}

/** By the pot's name. */
function sumByPot(spent: readonly Spent[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { pot, amount } of spent) {
    if (amount > 0n) sums.set(potName(pot), (sums.get(potName(pot)) ?? 0n) + amount)
  }
  return sums
}

export interface InFlight {
  /** By the pot's name: it counts against the day's cap until it has settled or failed. Rao. */
  readonly sums: ReadonlyMap<string, bigint>
  readonly calls: readonly IntentCall[]
}

export async function readInFlight(queries: Queries): Promise<InFlight> {
  const open = (await readOpenItems(queries)).map(({ intent, amount }) => ({ ...intent, amount }))
  return { sums: sumByPot(open), calls: open.map(({ call }) => call) }
}
