import type { Held } from '../../ledger/holds.ts'
import { type Alpha, formatAlpha, formatTao, isRao, type Rao } from '../../mechanisms/money.ts'
import { potName } from '../../mechanisms/pots.ts'
import {
  amountOf,
  type Calls,
  type CapRule,
  callKindOf,
  isPriced,
  largestPayment,
  type Unit,
} from '../call-kinds.ts'
import type { DueIntent } from '../calls.ts'
import type { Quote } from './registration.ts'
import { sumName } from './spendings.ts'

/** Caps stop a bug from emptying a pot. Those of alpha hold for each network's alpha alike. */
export interface Caps extends CapsIn<Rao> {
  readonly alpha: CapsIn<Alpha>
}

interface CapsIn<A> {
  /** The most that one payment may move: an intent, or a row of a bulk intent. */
  readonly perIntent: A
  /** The most that may leave one pot on one UTC day. */
  readonly perDay: A
}

export interface Circumstances {
  /** What has left each pot today or is in flight, by the name of its sum. */
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
    const name = sumName(pot, call)
    const sum = (sums.get(name) ?? 0n) + amount
    const reason =
      stopped ??
      unmade.get(key) ??
      callKindOf(calls, call).whyHeld?.(call, { pot, head, quote, isBusy: registering }) ??
      whyCapped(calls, one, caps, { amount, largest: largestPayment(calls, call, amount), sum })
    if (reason !== null) {
      held.push({ key, reason })
      continue
    }
    sums.set(name, sum)
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
  const { isAmount, format, capsOf } = UNITS[unit]
  if (!isAmount(leaving.amount)) return `${format(leaving.amount)} is no amount that the chain knows.`
  return CAP_RULES[capRule](leaving, { ...capsOf(caps), format }, potName(pot))
}

interface Counted {
  /** Whether a number is an amount of the unit at all. */
  readonly isAmount: (amount: bigint) => boolean
  readonly format: (amount: bigint) => string
  readonly capsOf: (caps: Caps) => CapsIn<bigint>
}

const UNITS: Readonly<Record<Unit, Counted>> = {
  rao: { isAmount: isRao, format: formatTao, capsOf: (caps) => caps },
  // The chain has both in 64 bits.
  alpha: { isAmount: isRao, format: formatAlpha, capsOf: ({ alpha }) => alpha },
}

type CapsInWords = CapsIn<bigint> & Pick<Counted, 'format'>

const CAP_RULES: Readonly<
  Record<CapRule, (leaving: Leaving, caps: CapsInWords, pot: string) => string | null>
> = {
  'payment-and-day': (leaving, caps, pot) =>
    leaving.largest > caps.perIntent
      ? `${caps.format(leaving.largest)} is over the cap of ${caps.format(caps.perIntent)} for one payment.`
      : whyOverDay(leaving, caps, pot),
  day: whyOverDay,
}

function whyOverDay({ amount, sum }: Leaving, { perDay, format }: CapsInWords, pot: string): string | null {
  if (amount === 0n || sum <= perDay) return null
  return `With ${format(amount)} more, ${format(sum)} would leave ${pot} today: the cap is ${format(perDay)} a day.`
}
