import { formatTao, isRao, type Rao } from '../../mechanisms/money.ts'
import type { Due } from '../calls.ts'
import { potName } from '../pots.ts'
import { type Quote, whyNotRegistered } from './registration.ts'
import { amountOf } from './spendings.ts'

/** Caps stop a bug from emptying a pot. Rao. */
export interface Caps {
  /** The most that one payment may move: an intent, or a row of a bulk intent. */
  readonly perIntent: Rao
  /** The most that may leave one pot on one UTC day. */
  readonly perDay: Rao
}

export interface Held {
  readonly key: string
  readonly reason: string
}

export interface Circumstances {
  /** What has left each pot today or is in flight, by the pot's name. Rao. */
  readonly spent: ReadonlyMap<string, bigint>
  /** Whether a network is being registered already. */
  readonly registering: boolean
  /** What the chain said of registrations. */
  readonly quote: Quote
  /** Why some cannot be made into a call, by key. */
  readonly unmade: ReadonlyMap<string, string>
  /** Why nothing can be signed for the treasury at all, null where it can. */
  readonly stopped: string | null
}

/** Which of the due intents may be signed now, and why the others may not. One intent that is held stops no other. */
export function pick(
  due: readonly Due[],
  caps: Caps,
  circumstances: Circumstances,
): { go: Due[]; held: Held[] } {
  const { quote, unmade, stopped } = circumstances
  const sums = new Map(circumstances.spent)
  let { registering } = circumstances
  const go: Due[] = []
  const held: Held[] = []
  for (const one of due) {
    const { key, pot, call } = one.intent
    const amount = amountOf(call, quote.cost)
    const sum = (sums.get(potName(pot)) ?? 0n) + amount
    const reason =
      stopped ??
      unmade.get(key) ??
      (call.kind === 'network-register' ? whyNotRegistered(call, pot, quote, registering) : null) ??
      whyHeld(one, caps, { amount, sum })
    if (reason !== null) {
      held.push({ key, reason })
      continue
    }
    sums.set(potName(pot), sum)
    registering ||= call.kind === 'network-register'
    go.push(one)
  }
  return { go, held }
}

function whyHeld(
  { intent: { call, pot } }: Due,
  caps: Caps,
  { amount, sum }: { readonly amount: bigint; readonly sum: bigint },
): string | null {
  if (call.kind === 'sink' && call.sink.kind !== 'burn') {
    return `The fee sink ${call.sink.kind} cannot be paid yet.`
  }
  if (!isRao(amount)) return `${formatTao(amount)} is no amount that the chain knows.`
  const largest = call.kind === 'pay-rows' ? call.largest : amount
  if (largest > caps.perIntent) {
    return `${formatTao(largest)} is over the cap of ${formatTao(caps.perIntent)} for one payment.`
  }
  if (amount > 0n && sum > caps.perDay) {
    return `With ${formatTao(amount)} more, ${formatTao(sum)} would leave ${potName(pot)} today: the cap is ${formatTao(caps.perDay)} a day.`
  }
  return null
}
