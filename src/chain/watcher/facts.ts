import type { ExtrinsicRef, Outcome } from '../../mechanisms/intent.ts'
import type { Alpha, Rao } from '../../mechanisms/money.ts'
import type { Pot } from '../../mechanisms/pots.ts'
import type { SwapStanding } from './block.ts'
import type { ItemOutcome } from './read-items.ts'
import type { Registration } from './watch-list.ts'

/** What one finalized block means to us, in the order in which it happened. */
export type Fact =
  | Sensed
  | Landed
  | Executed
  | {
      readonly kind: 'opened' | 'approved' | 'cancelled'
      readonly callHash: string
      readonly by: string
      readonly extrinsic: ExtrinsicRef
    }
  | Removed
  | DecidedRegistration

/** What people did on chain. What it means to the rules, the families' senses say. */
export type Sensed =
  | Income
  | AlphaIncome
  | LoanChange
  | Dissolution
  | ColdkeySwap
  | SwapAnnounced
  | WeightsOpened
  | WeighingChanged
  | HotkeySwap

/** The chain opened weights that a hotkey of ours had committed. */
export interface WeightsOpened {
  readonly kind: 'weights-opened'
  readonly pot: Pot
  readonly netuid: number
  readonly mechanism: number
  readonly extrinsic: ExtrinsicRef
}

/** A UID of a network is another hotkey's, or the network takes weights otherwise: then it is about none. */
export interface WeighingChanged {
  readonly kind: 'weighing-changed'
  readonly netuid: number
  readonly uid: number | null
  readonly extrinsic: ExtrinsicRef
}

/** A coldkey, SS58, has another hotkey in place of one, in all networks. */
export interface HotkeySwap {
  readonly kind: 'hotkey-swap'
  readonly coldkey: string
  readonly extrinsic: ExtrinsicRef
}

/** The chain gave all that an account had to another. SS58. */
export interface ColdkeySwap {
  readonly kind: 'coldkey-swap'
  readonly from: string
  readonly to: string
  readonly extrinsic: ExtrinsicRef
}

/** What has become of the announcement of a swap of this coldkey, SS58. */
export interface SwapAnnounced {
  readonly kind: 'swap-announced'
  readonly coldkey: string
  readonly now: SwapStanding
  readonly extrinsic: ExtrinsicRef
}

/** The chain took a network away, in an extrinsic or by itself: then the block's first stands for that. */
export interface Dissolution {
  readonly kind: 'dissolution'
  readonly netuid: number
  readonly extrinsic: ExtrinsicRef
}

/** TAO that came into a crowdloan of ours, or was taken out again by who gave it. */
export interface LoanChange {
  readonly kind: 'contribution' | 'withdrawal'
  readonly loan: number
  /** SS58. */
  readonly coldkey: string
  readonly amount: Rao
  readonly extrinsic: ExtrinsicRef
}

/** TAO that came into a pot from one account in one extrinsic. */
export interface Income {
  readonly kind: 'income'
  /** SS58 of the treasury that has the pot. */
  readonly treasury: string
  readonly pot: Pot
  /** SS58. */
  readonly payer: string
  readonly amount: Rao
  /** What the payer destroyed beside it: each rao destroyed counts for one pot. */
  readonly burned: Rao
  /** Of the payer's remarks in the extrinsic. */
  readonly remarkHashes: readonly string[]
  readonly extrinsic: ExtrinsicRef
}

/** Alpha that came into a pot from another account. */
export interface AlphaIncome {
  readonly kind: 'alpha'
  readonly pot: Pot
  /** SS58 of the coldkey that had it. */
  readonly sender: string
  readonly amount: Alpha
  /** The network whose alpha it is. */
  readonly netuid: number
  /** Which of the extrinsic's transfers of alpha it was, from 0. */
  readonly transfer: number
  readonly extrinsic: ExtrinsicRef
}

/** One of our extrinsics is in a finalized block. `outcomes` is null where it carried nothing out: it opened a call. */
export interface Landed {
  readonly kind: 'landed'
  readonly attempt: string
  readonly outcomes: readonly ItemOutcome[] | null | 'unreadable'
  readonly extrinsic: ExtrinsicRef
}

/** A multisig account, SS58, acts for the treasury no more: what is open with it cannot be carried out. */
export interface Removed {
  readonly kind: 'removed'
  readonly multisig: string
  readonly extrinsic: ExtrinsicRef
}

/** A registration that waited in the chain's queue has its network, or its price back. */
export interface DecidedRegistration extends Registration {
  readonly kind: 'decided'
  readonly outcome: Outcome
  /** The block itself did it: its first extrinsic stands for that. */
  readonly extrinsic: ExtrinsicRef
}

/** A call that we had opened was carried out by the last approval. */
export interface Executed {
  readonly kind: 'executed'
  readonly callHash: string
  readonly outcomes: readonly ItemOutcome[] | 'unreadable'
  readonly extrinsic: ExtrinsicRef
}
