import { readOpenItems } from '../../ledger/attempts.ts'
import type { Queries } from '../../ledger/database.ts'
import { addSpendings } from '../../ledger/spendings.ts'
import { type IntentCall, movesAlpha } from '../../mechanisms/intent.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import { potName } from '../../mechanisms/pots.ts'

/** `2026-01-31`, UTC. */
export const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** What left a pot by a call, or may, in the unit of the call. */
export interface Spent {
  readonly pot: Pot
  readonly call: IntentCall
  readonly amount: bigint
}

/** Counts what left each pot on a day, once it has left. */
export async function bookSpendings(queries: Queries, spent: readonly Spent[], at: number): Promise<void> {
  await addSpendings(queries, utcDay(at), sumByPot(spent))
}

/** How the sum of a day is named: `payroll:3` of what is rao, `payroll:3 alpha` of what is alpha. */
export const sumName = (pot: Pot, call: IntentCall): string =>
  movesAlpha(call) ? `${potName(pot)} alpha` : potName(pot)

/** By the name of the sum. */
function sumByPot(spent: readonly Spent[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { pot, call, amount } of spent) {
    const name = sumName(pot, call)
    if (amount > 0n) sums.set(name, (sums.get(name) ?? 0n) + amount)
  }
  return sums
}

export interface InFlight {
  /** By the name of the sum: it counts against the day's cap until it has settled or failed. */
  readonly sums: ReadonlyMap<string, bigint>
  readonly calls: readonly IntentCall[]
}

export async function readInFlight(queries: Queries): Promise<InFlight> {
  const open = (await readOpenItems(queries)).map(({ intent, amount }) => ({ ...intent, amount }))
  return { sums: sumByPot(open), calls: open.map(({ call }) => call) }
}
