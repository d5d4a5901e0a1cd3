import type { Day } from './day.ts'
import { heirOf } from './heirs.ts'
import { add, give, type Weights } from './parts.ts'

/** By the heir of whoever it was owed to. What an excluded account would have is no debt any more: it is distributed anew. */
export function debtsOf({ owed, heirs, excluded }: Day): Weights {
  const debts: Weights = new Map()
  for (const { account, amount } of owed) {
    const heir = heirOf(heirs, account)
    if (amount > 0n && !excluded.has(heir)) add(debts, heir, amount)
  }
  return debts
}

/** Gives what is at hand to those who are owed, and answers what each still lacks: nothing, where all of it is there. */
export function repay(due: Weights, debts: Weights, atHand: bigint): Weights {
  const given: Weights = new Map()
  give(given, debts, atHand)
  const missing: Weights = new Map()
  for (const [account, debt] of debts) {
    const part = given.get(account) ?? 0n
    add(due, account, part)
    if (part < debt) missing.set(account, debt - part)
  }
  return missing
}
