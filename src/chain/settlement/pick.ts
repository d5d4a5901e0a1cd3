import type { Held } from '../../ledger/holds.ts'
import { formatTao, isRao, type Rao } from '../../mechanisms/money.ts'
import { potName } from '../../mechanisms/pots.ts'
import {
  amountOf,
  type Calls,
  type CapRule,
  callKindOf,
  isPriced,
  largestOf,
  type Unit,
} from '../call-kinds.ts'
import type { DueIntent } from '../calls.ts'
import type { Quote } from './registration.ts'

/** Caps stop a bug from emptying a pot. Rao. */
export interface Caps {
  /** The most that one payment may move: an intent, or a row of a bulk intent. */
  readonly perIntent: Rao
  /** The most that may leave one pot on one UTC day. */
  readonly perDay: Rao
}

export interface Circumstances {
  /** What has left each pot today or is in flight, by the pot's name. Rao. */
  readonly spent: ReadonlyMap<string, bigint>
  /** Whether a network is being registered already. */
  readonly registering: boolean
  /** The last finalized block that is recorded. */
  readonly head: number
  /** What the chain said of registrations. */
  readonly quote: Quote
  /** Why some cannot be made into a call, by key. */
  readonly unmade: ReadonlyMap<string, string>
  /** Why nothing can be signed for the treasury at all, null where it can. */
  readonly stopped: string | null
}

/** Which of the due intents may be signed now, and why the others may not. One intent that is held stops no other. */
export function pick(
  calls: Calls,
  due: readonly DueIntent[],
  caps: Caps,
  circumstances: Circumstances,
): { go: DueIntent[]; held: Held[] } {
  const { head, quote, unmade, stopped } = circumstances
  const sums = new Map(circumstances.spent)
  let { registering } = circumstances
  const go: DueIntent[] = []
  const held: Held[] = []
  for (const one of due) {
    const { key, pot, call } = one.intent
    const amount = amountOf(calls, call, quote.cost)
    const sum = (sums.get(potName(pot)) ?? 0n) + amount
    const reason =
      stopped ??
      unmade.get(key) ??
      callKindOf(calls, call).whyHeld?.(call, { pot, head, quote, isBusy: registering }) ??
      whyCapped(calls, one, caps, { amount, largest: largestOf(calls, call, amount), sum })
    if (reason !== null) {
      held.push({ key, reason })
      continue
    }
    sums.set(potName(pot), sum)
    registering ||= isPriced(calls, call)
    go.push(one)
  }
  return { go, held }
}

interface Leaving {
  readonly amount: bigint
  /** What one of its payments moves at most: the whole amount, where it is one. */
  readonly largest: bigint
  /** What would have left the pot today with it. */
  readonly sum: bigint
}

function whyCapped(
  calls: Calls,
  { intent: { call, pot } }: DueIntent,
  caps: Caps,
  leaving: Leaving,
): string | null {
  const { unit, capRule } = callKindOf(calls, call)
  if (unit === 'none') return null
  return UNITS[unit](leaving.amount) ?? CAP_RULES[capRule](leaving, caps, potName(pot))
}

/** Whether a number is an amount of the unit at all. */
const UNITS: Readonly<Record<Unit, (amount: bigint) => string | null>> = {
  rao: (amount) => (isRao(amount) ? null : `${formatTao(amount)} is no amount that the chain knows.`),
}

const CAP_RULES: Readonly<Record<CapRule, (leaving: Leaving, caps: Caps, pot: string) => string | null>> = {
  'payment-and-day': ({ amount, largest, sum }, { perIntent, perDay }, pot) => {
    if (largest > perIntent) {
      return `${formatTao(largest)} is over the cap of ${formatTao(perIntent)} for one payment.`
    }
    if (amount === 0n || sum <= perDay) return null
    return `With ${formatTao(amount)} more, ${formatTao(sum)} would leave ${pot} today: the cap is ${formatTao(perDay)} a day.`
  },
}
