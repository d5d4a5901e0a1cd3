import type { RefundReason } from '../deposit/slice.ts'
import type { ExtrinsicRef } from '../intent.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { Rao } from '../money.ts'
import type { IntentSettled } from '../payments/slice.ts'
import type { Pot } from '../pots.ts'

/** What goes back to one account out of one pot. Its size does not depend on how much comes, or how often. */
export interface RefundSlice {
  /** Null before anything came. */
  readonly from: { readonly pot: Pot; readonly treasury: string } | null
  /** In no payout yet. */
  readonly gathered: Rao
  /** The one that is being sent; null where none is. */
  readonly payout: { readonly number: number; readonly amount: Rao } | null
  /** How many payouts were begun. */
  readonly payouts: number
  /** Hashes of the last extrinsics that brought something: what is told twice goes back once. */
  readonly known: readonly string[]
}

export interface SeesRefund {
  readonly refund: RefundSlice
}

/** TAO came into a pot and does not belong there. */
export interface OweRefund extends Occurrence {
  readonly type: 'OweRefund'
  readonly payer: string
  readonly amount: Rao
  readonly reason: RefundReason
  readonly extrinsic: ExtrinsicRef
  readonly pot: Pot
  /** SS58 of the treasury that has the pot. */
  readonly treasury: string
  /** The stream of the subnet that it was for; null where nobody knows. */
  readonly subnet: string | null
}

export interface RefundGathered extends Occurrence {
  readonly type: 'RefundGathered'
  readonly payer: string
  readonly amount: Rao
  readonly reason: RefundReason
  readonly extrinsic: ExtrinsicRef
  readonly pot: Pot
  readonly treasury: string
  readonly subnet: string | null
  /** The payout that it goes back in. */
  readonly payout: number
}

export interface RefundPurpose {
  readonly kind: 'refund'
  readonly about: readonly [payout: number]
}

export interface RefundShape {
  readonly name: 'refund'
  readonly own: RefundSlice
  readonly command: OweRefund
  readonly event: RefundGathered
  readonly hears: IntentSettled
  readonly purpose: RefundPurpose
}
