import { type Alpha, alpha } from '../money.ts'
import { divide } from '../shares.ts'
import { sumOf } from '../sheet/row.ts'
import type { Carry, Day, DaySheet, PayoutRow } from './day.ts'
import { debtsOf, repay } from './debts.ts'
import { isUnlinked } from './heirs.ts'
import { type HoldingColumns, sumUp } from './holders.ts'
import { partsOf, type Weights } from './parts.ts'
import { leastPaid, whyCarried } from './payable.ts'

/** Rule D1. What is owed from before comes first, then the reserve; the rest is the day's. */
export function shareDay(day: Day): DaySheet {
  const holdings = sumUp(day.positions, day.excluded)
  const debts = debtsOf(day)
  const debt = sum(debts.values())
  const { heldBack, atHand, reserved, fresh } = freeOf(day, debt)
  const { authors, discoverer, investors, holders, nobodys, due } = partsOf(day, holdings, fresh)
  const missing = repay(due, debts, atHand)
  const { payouts, carry } = payOrCarry(day, holdings, holders, due, missing)
  return {
    payouts,
    carry,
    totals: {
      available: day.available,
      heldBack,
      reserved: alpha(reserved + nobodys),
      missing: alpha(debt - atHand),
      discoverer,
      investors,
      holders,
      ...(authors.length > 0 && { authors }),
      paid: sumOf<Alpha>(payouts),
      carried: sumOf<Alpha>(carry),
    },
  }
}

interface Free {
  readonly heldBack: Alpha
  /** Of what is owed from before. */
  readonly atHand: bigint
  readonly reserved: bigint
  readonly fresh: Alpha
}

function freeOf({ available, heldBack, settings }: Day, debt: bigint): Free {
  const held = least(sumOf<Alpha>(heldBack), available)
  const free = available - held
  const atHand = least(debt, free)
  const reserved = least(settings.reserve, free - atHand)
  return { heldBack: alpha(held), atHand, reserved, fresh: alpha(free - atHand - reserved) }
}

/**
 * What each is due, by account: the holders' part by what they hold, and what some are due beside it. Both lists are in order, and are walked
 * once.
 */
function eachDue(
  { accounts, amounts, hotkeys }: HoldingColumns,
  holders: Alpha,
  beside: Weights,
  take: (row: PayoutRow) => void,
): void {
  const parts = divide(holders, amounts)
  const others = [...beside.keys()].sort()
  let next = 0
  const takeBeside = (other: string): void =>
    take({ account: other, amount: alpha(beside.get(other) ?? 0n), reason: '' })
  for (let place = 0; place < accounts.length; place += 1) {
    const account = accounts[place] ?? ''
    for (let other = others[next]; other !== undefined && other < account; other = others[next]) {
      takeBeside(other)
      next += 1
    }
    let amount = parts[place] ?? 0n
    if (others[next] === account) {
      amount += beside.get(account) ?? 0n
      next += 1
    }
    take({ account, amount: alpha(amount), reason: '', hotkey: hotkeys[place] ?? '' })
  }
  for (const other of others.slice(next)) takeBeside(other)
}

function payOrCarry(
  { terms, settings }: Day,
  holdings: HoldingColumns,
  holders: Alpha,
  due: Weights,
  missing: Weights,
): Pick<DaySheet, 'payouts' | 'carry'> {
  const payouts: PayoutRow[] = []
  const carry: Carry[] = []
  const least = leastPaid(terms, settings)
  eachDue(holdings, holders, due, (row) => {
    const { account, amount } = row
    // A look into the map hashes the whole text: mostly there is nothing to look for.
    const lacks = missing.size === 0 ? 0n : (missing.get(account) ?? 0n)
    const isPaid = least !== null && amount >= least && !isUnlinked(account)
    const why = isPaid || amount === 0n ? null : whyCarried(account, amount, terms, settings)
    if (why) carry.push({ account, amount: alpha(amount + lacks), reason: why })
    else if (lacks > 0n) carry.push({ account, amount: alpha(lacks), reason: 'not-at-hand' })
    if (!why && amount > 0n) payouts.push(row)
  })
  return { payouts, carry }
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)

function sum(amounts: Iterable<bigint>): Alpha {
  let all = 0n
  for (const amount of amounts) all += amount
  return alpha(all)
}
