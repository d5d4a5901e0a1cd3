import type { ExtrinsicRef } from '../intent.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { Alpha } from '../money.ts'

/** Rule S1: who sends alpha to a subnet's wallet buys a share of its output. Buyers are rows: the state holds none. */
export interface SalesSlice {
  /** All that ever came in. */
  readonly sold: Alpha
  /** How often something came in. */
  readonly purchases: number
  /** The last that was seen, by its place on the chain: what comes is told in that order. */
  readonly last: PurchasePosition | null
}

/** Where on the chain a thing happened: a block, an extrinsic in it, and which of that extrinsic's transfers. */
export interface PurchasePosition {
  readonly block: number
  readonly index: number
  readonly transfer: number
}

/** Alpha of the subnet came into its wallet, in a finalized block. */
export interface SeePurchase extends Occurrence {
  readonly type: 'SeePurchase'
  /** SS58 of the coldkey that sent it. */
  readonly buyer: string
  readonly alpha: Alpha
  readonly netuid: number
  readonly extrinsic: ExtrinsicRef
  /** Which of the extrinsic's transfers of alpha it was, from 0. */
  readonly transfer: number
}

export interface ShareBought extends Occurrence {
  readonly type: 'ShareBought'
  readonly buyer: string
  readonly alpha: Alpha
  readonly netuid: number
  readonly extrinsic: ExtrinsicRef
  readonly transfer: number
}

export interface SalesShape {
  readonly name: 'sales'
  readonly own: SalesSlice
  readonly command: SeePurchase
  readonly event: ShareBought
}
