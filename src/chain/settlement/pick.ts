import { formatTao, type Rao } from '../../mechanisms/money.ts'
import type { Due } from '../calls.ts'
import { potName } from '../pots.ts'
import { amountOf } from './spendings.ts'

/** Caps stop a bug from emptying a pot. Rao. */
export interface Caps {
  /** The most that one intent may move. */
  readonly perIntent: Rao
  /** The most that may leave one pot on one UTC day. */
  readonly perDay: Rao
}

export interface Held {
  readonly key: string
  readonly reason: string
}

/**
 * Which of the due intents may be signed now, and why the others may not. `spent` is what has left each pot today or is in
 * flight. One intent that is held stops no other.
 */
export function pick(
  due: readonly Due[],
  caps: Caps,
  spent: ReadonlyMap<string, bigint>,
): { go: Due[]; held: Held[] } {
  const sums = new Map(spent)
  const go: Due[] = []
  const held: Held[] = []
  for (const one of due) {
    const { key, pot, call } = one.intent
    const sum = (sums.get(potName(pot)) ?? 0n) + amountOf(call)
    const reason = whyHeld(one, caps, sum)
    if (reason === null) {
      sums.set(potName(pot), sum)
      go.push(one)
    } else {
      held.push({ key, reason })
    }
  }
  return { go, held }
}

function whyHeld({ intent: { call, pot } }: Due, caps: Caps, sum: bigint): string | null {
  const amount = amountOf(call)
  if (call.kind === 'sink' && call.sink.kind !== 'burn') {
    return `The fee sink ${call.sink.kind} cannot be paid yet.`
  }
  if (amount > caps.perIntent) {
    return `${formatTao(amount)} is over the cap of ${formatTao(caps.perIntent)} for one payment.`
  }
  if (amount > 0n && sum > caps.perDay) {
    return `With ${formatTao(amount)} more, ${formatTao(sum)} would leave ${potName(pot)} today: the cap is ${formatTao(caps.perDay)} a day.`
  }
  return null
}
