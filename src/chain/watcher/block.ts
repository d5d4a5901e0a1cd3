/** A finalized block, as far as anything in it can concern us. Plain values only. */
export interface Block {
  readonly number: number
  readonly hash: string
  readonly parentHash: string
  /** Milliseconds since 1970, UTC, as the block's author set it. */
  readonly timestamp: number
  /** blake2-256 of each extrinsic's bytes, 0x-hex, by index. */
  readonly extrinsics: readonly string[]
  /** In the order in which they happened. */
  readonly events: readonly ChainEvent[]
}

/** Of an announced swap. A disputed one freezes its coldkey until root calls it off. */
export type SwapStanding = 'announced' | 'disputed' | 'called-off'

/** Accounts are SS58 with prefix 42, amounts rao, hashes 0x-hex. `extrinsic` is null for what the block itself did. */
export type ChainEvent = { readonly extrinsic: number | null } & EventBody

export type EventBody =
  | { readonly kind: 'transfer'; readonly from: string; readonly to: string; readonly amount: bigint }
  | { readonly kind: 'burned'; readonly who: string; readonly amount: bigint }
  | { readonly kind: 'remarked'; readonly sender: string; readonly hash: string }
  | {
      readonly kind: 'loan-created'
      readonly loan: number
      readonly creator: string
      readonly endBlock: number
      readonly cap: bigint
    }
  | LoanMoved
  | { readonly kind: 'all-refunded'; readonly loan: number }
  | {
      readonly kind: 'network-added'
      readonly netuid: number
      /** What it cost, as the state says after the block: rao. Null where the chain does not keep it. */
      readonly lockCost: bigint | null
    }
  /** It is gone, and its netuid may be given to another. */
  | { readonly kind: 'network-removed'; readonly netuid: number }
  /** All places are taken: the price is held until one is free. */
  | { readonly kind: 'network-queued'; readonly coldkey: string }
  /** A place was free for one that had waited: told by the block itself, in no extrinsic. */
  | {
      readonly kind: 'network-admitted'
      readonly netuid: number
      readonly coldkey: string
      /** The block of its registration, as the chain has it. */
      readonly registeredIn: number
      readonly lockCost: bigint | null
    }
  /** None was given, and the price is back. */
  | { readonly kind: 'network-cancelled'; readonly coldkey: string; readonly error: string }
  | StakeChange
  /** Told after both: who gave alpha to whom. */
  | {
      readonly kind: 'stake-transferred'
      readonly from: string
      readonly to: string
      readonly fromNetuid: number
      readonly toNetuid: number
    }
  /** All that an account had is another's now. */
  | { readonly kind: 'coldkey-swapped'; readonly from: string; readonly to: string }
  /** It is going to be, or that was disputed or called off. */
  | { readonly kind: 'coldkey-swap-announced'; readonly who: string; readonly now: SwapStanding }
  /** The chain opened weights that this hotkey had committed. */
  | {
      readonly kind: 'weights-opened'
      readonly netuid: number
      readonly mechanism: number
      readonly hotkey: string
    }
  /** A UID is another hotkey’s, or the network takes weights otherwise: then it is about none. */
  | { readonly kind: 'weighing-changed'; readonly netuid: number; readonly uid: number | null }
  /** A hotkey is another one in all networks. */
  | { readonly kind: 'hotkey-swapped'; readonly coldkey: string }
  | { readonly kind: 'item-completed' }
  | { readonly kind: 'item-failed'; readonly error: string }
  /** With errors or without. */
  | { readonly kind: 'batch-completed' }
  | MultisigEvent
  | {
      readonly kind: 'multisig-executed'
      readonly account: string
      readonly callHash: string
      readonly by: string
      /** Null where the call succeeded. */
      readonly error: string | null
    }
  | {
      readonly kind: 'proxy-executed'
      /** Null where the call succeeded. */
      readonly error: string | null
    }
  | {
      readonly kind: 'proxy-removed'
      readonly delegator: string
      readonly delegate: string
      /** What it might do, by the chain's name: `Any`. */
      readonly type: string
      /** Blocks that what it did had to be announced before. */
      readonly delay: number
    }
  | { readonly kind: 'extrinsic-failed'; readonly error: string }

export interface StakeChange {
  readonly kind: 'stake-removed' | 'stake-added'
  readonly coldkey: string
  readonly netuid: number
  /** Units of that network's alpha. */
  readonly alpha: bigint
}

export interface LoanMoved {
  readonly kind: 'contributed' | 'withdrew'
  readonly loan: number
  readonly contributor: string
  readonly amount: bigint
}

export interface MultisigEvent {
  readonly kind: 'multisig-opened' | 'multisig-approved' | 'multisig-cancelled'
  readonly account: string
  readonly callHash: string
  readonly by: string
}
