import type { ApiPromise } from '@polkadot/api'
import type { AlphaCall, IntentCall, Outcome } from '../mechanisms/intent.ts'
import type { Pot } from '../mechanisms/pots.ts'
import type { AnyRow } from '../mechanisms/sheet/row.ts'
import type { Chain, Head } from './client.ts'
import type { Extrinsic } from './extrinsic.ts'
import type { ProxyFilter } from './proxy-filter.ts'
import type { Quote } from './settlement/registration.ts'
import type { Seen } from './watcher/told-outcome.ts'

/** What an end block follows from. */
export interface When {
  /** The finalized head when the extrinsic is built. */
  readonly head: number
  /** Milliseconds a block. */
  readonly slotDuration: number
  /** Blocks within which the extrinsic lands. */
  readonly era: number
  /** The end block itself, for who makes a call again that was made before. */
  readonly end?: number
}

/** What an amount is counted in. Each unit has sums of its own. */
export type Unit = 'rao' | 'alpha'

/**
 * How the caps hold an amount: one payment may move so much, and so much may leave a pot on one UTC day. Or the second alone, where the
 * amount is that of many payments.
 */
export type CapRule = 'payment-and-day' | 'day'

/** An amount that leaves a pot has a unit and a rule for the caps. */
interface Taking<Call> {
  readonly unit: Call extends AlphaCall ? 'alpha' : 'rao'
  readonly capRule: CapRule
  /** What it takes out of its pot. `price` is what the chain asks, in the same unit, where the kind `isPriced`. */
  amount(call: Call, price: bigint): bigint
  /** Of a call that makes many payments: the largest of them, which the cap for one payment is held against. */
  largest?(call: Call): bigint
}

/** A call that moves what lies elsewhere, or nothing. */
interface TakingNothing {
  readonly unit: 'none'
  readonly capRule: 'none'
  readonly amount: null
}

export const TAKES_NOTHING: TakingNothing = { unit: 'none', capRule: 'none', amount: null }

/** The fields of a call from the chain, by the names of its metadata. */
export interface Fields {
  /** SS58. */
  account(name: string): string
  /** TAO, in words. */
  amount(name: string): string
  text(name: string): string
}

/** What speaks for or against signing a call now. */
export interface Signable {
  readonly pot: Pot
  readonly quote: Quote
  /** The last finalized block that is recorded. */
  readonly head: number
  /** Whether another priced call is under way. */
  readonly isBusy: boolean
}

interface Making<Call> {
  /**
   * The extrinsic as the pot itself calls it. `coldkey` is the SS58 of who is paid, empty where nobody is; `rows` are those of a
   * bulk intent that are signed, none for any other.
   */
  build(api: ApiPromise, call: Call, coldkey: string, when: When, rows: readonly AnyRow[]): Extrinsic
  /**
   * Of a bulk payment: the call of each row, for a proxy whose type makes no batches. `lets` says of a call whether that type may make
   * it; where there is another that does as well, that one is taken.
   */
  each?(api: ApiPromise, call: Call, rows: readonly AnyRow[], lets: ProxyFilter): Extrinsic[]
  /** What it is, for the operator: `pay 1 TAO to 5F…`. `coldkey` is null where the payee is not linked. */
  words(call: Call, coldkey: string | null): string
  /** What its extrinsics do, by their names in the metadata. Those without words are shown as the metadata has them. */
  readonly extrinsics: Readonly<Record<string, (fields: Fields) => string>>
  /** What its success tells, from the events that the operator found. `made` is the id that the operator names. Throws, in words. */
  told(call: Call, made: number | null, seen: Seen): Outcome & { readonly ok: true }
  /** Tells calls of the kind apart that weigh differently. */
  weighsAs?(call: Call): string
  /** Why it cannot be signed now. */
  whyHeld?(call: Call, now: Signable): string | null
  /** Why it waits for no guardian: it goes by the App's key alone or not at all. Null where it may wait. */
  whyAlone?(call: Call): string | null
  /** Asks the chain at a finalized block why it must not be signed any more: what it was made from has changed. Null where it may be. */
  recheck?(chain: Pick<Chain, 'api' | 'request'>, call: Call, head: Head): Promise<string | null>
  /**
   * The chain sets its price when it lands, and each raises the price of the next. So the price is asked for beforehand, one is under
   * way at a time, and none shares a call to guardians.
   */
  readonly isPriced?: true
}

/** What settlement is handed for one kind of call. */
export type CallKind<Call> = Making<Call> & (Taking<Call> | TakingNothing)

type CallOf<Kind extends IntentCall['kind']> = IntentCall & { readonly kind: Kind }

/** All kinds of calls. A kind that is not among them does not compile. */
export type Calls = { readonly [Kind in IntentCall['kind']]: CallKind<CallOf<Kind>> }

export function callKindOf<Kind extends IntentCall['kind']>(
  calls: Calls,
  call: CallOf<Kind>,
): CallKind<CallOf<Kind>> {
  return calls[call.kind as Kind]
}

/** What a settled call takes out of its pot; `price` is what the chain asks for a priced one. In the unit of the call. */
export function amountOf(calls: Calls, call: IntentCall, price: bigint): bigint {
  const kind = callKindOf(calls, call)
  return kind.amount === null ? 0n : kind.amount(call, price)
}

/** The largest payment that a call makes; the whole `amount` where it makes one. */
export function largestPayment(calls: Calls, call: IntentCall, amount: bigint): bigint {
  const kind = callKindOf(calls, call)
  return kind.amount === null ? amount : (kind.largest?.(call) ?? amount)
}

export const isPriced = (calls: Calls, call: IntentCall): boolean => callKindOf(calls, call).isPriced === true
