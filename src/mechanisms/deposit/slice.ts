import type { SeesDispute } from '../dispute/slice.ts'
import type { SeesFunding } from '../funding/slice.ts'
import type { IdeaRevised, SeesIdea } from '../idea/slice.ts'
import type { ExtrinsicRef } from '../intent.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesLink } from '../link/slice.ts'
import type { Rao } from '../money.ts'
import type { IntentSettled, SeesPayments } from '../payments/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { Pot, Pots } from '../pots.ts'
import type { SeesRefund } from '../refund/slice.ts'

/** Rule M2: what the discoverer is asked to sign, made from the metadata of the chain at hand. */
export interface Bill {
  /** SCALE bytes of the ready call, hex. */
  readonly callHex: string
  /** The remark's text; the chain's event carries its blake2-256. */
  readonly remark: string
  readonly remarkHash: string
  /** SS58 of the account that the collateral is paid into. Bills of ideas that had an escrow of their own do not say it. */
  readonly into?: string
  readonly fee: Rao
  readonly collateral: Rao
  readonly specVersion: number
}

export interface DepositSlice {
  readonly bill: Bill | null
  /** The accepted payment. */
  readonly paid:
    | (ExtrinsicRef & {
        readonly payer: string
        readonly collateral: Rao
        readonly fee: Rao
        readonly at: number
        /** Where the collateral is until it goes back or is slashed. */
        readonly pot: DepositAccepted['pot']
      })
    | null
  /** What became of its collateral. */
  readonly fate: 'none' | 'held' | 'returned' | 'slashed'
  /** Those that are owed of the time when the subnet's stream sent them. */
  readonly refunds: readonly Refund[]
  /** The last ones that were paid, as `<hash of the extrinsic> <payer>`: the same deposit is not refunded twice. */
  readonly refunded: readonly string[]
  readonly slash: Slash | null
}

export interface SeesDeposit {
  readonly deposit: DepositSlice
}

export type RefundReason =
  | 'another-payer'
  | 'late'
  | 'no-fee'
  | 'no-room'
  | 'overpaid'
  | 'too-little'
  | 'twice'
  | 'unlinked'
  | 'unnamed'

export interface Refund {
  readonly payer: string
  readonly amount: Rao
  readonly reason: RefundReason
  readonly extrinsic: ExtrinsicRef
}

export interface Slash {
  readonly challenger: number
  readonly toChallenger: Rao
  readonly toSink: Rao
}

export interface IssueBill extends Occurrence {
  readonly type: 'IssueBill'
  readonly bill: Bill
}

/** A finalized extrinsic moved TAO into the till in the name of the idea, or into its escrow. */
export interface SeeDeposit extends Occurrence {
  readonly type: 'SeeDeposit'
  readonly extrinsic: ExtrinsicRef
  readonly payer: string
  readonly pot: Pot
  /** SS58 of the treasury that has the pot. */
  readonly treasury: string
  /** What arrived there. */
  readonly amount: Rao
  /** What the payer destroyed in the same extrinsic. */
  readonly fee: Rao
  /** Hashes of the remarks that the same extrinsic carried. */
  readonly remarkHashes: readonly string[]
  /** The discoverer's linked coldkey at that time. */
  readonly discovererColdkey: string | null
  /** The next that are free; null where the treasury has no more. */
  readonly pots: Pots | null
}

export interface BillIssued extends Occurrence {
  readonly type: 'BillIssued'
  readonly bill: Bill
}

export interface DepositAccepted extends Occurrence {
  readonly type: 'DepositAccepted'
  readonly extrinsic: ExtrinsicRef
  readonly payer: string
  readonly collateral: Rao
  readonly fee: Rao
  /** Where the collateral lies: the escrow is that of an idea that was opened with pots. */
  readonly pot: 'till' | 'escrow'
  /** The subnet's accounts; null where it has had them since it was opened. */
  readonly pots: Pots | null
}

/** What came does not count. A stream of its payer's gathers it and sends it back. */
export interface RefundOwed extends Occurrence, Refund {
  readonly type: 'RefundOwed'
  /** Where it came in. Not said while the subnet's own streams sent refunds out of its escrow. */
  readonly pot?: Pot
  readonly treasury?: string
}

export interface CollateralReturned extends Occurrence {
  readonly type: 'CollateralReturned'
  readonly to: string
  readonly amount: Rao
}

export interface CollateralSlashed extends Occurrence, Slash {
  readonly type: 'CollateralSlashed'
}

export type DepositCommand = IssueBill | SeeDeposit
export type DepositEvent = BillIssued | DepositAccepted | RefundOwed | CollateralReturned | CollateralSlashed

/** A refund of the time when the subnet's own streams sent them. */
export interface OwnRefundPurpose {
  readonly kind: 'deposit-refund'
  readonly about: readonly [extrinsicHash: string, payer: string]
}

export type DepositPurpose =
  | OwnRefundPurpose
  | { readonly kind: 'collateral-return' | 'slash-reward' | 'slash-sink'; readonly about: readonly [] }

/** The App's own work, answered by `IssueBill`. */
export interface BillErrand {
  readonly kind: 'bill'
  readonly key: string
}

export interface DepositShape {
  readonly name: 'deposit'
  readonly own: DepositSlice
  readonly command: DepositCommand
  readonly event: DepositEvent
  readonly sees: SeesPhase & SeesIdea & SeesLink & SeesDispute & SeesFunding
  /** What goes back to whoever pays. */
  readonly beside: SeesRefund
  readonly hears: IdeaRevised | IntentSettled
  readonly purpose: DepositPurpose
  readonly errand: BillErrand
  readonly borrows: 'no-idea'
  readonly step: 'pay-deposit' | 'return-collateral'
  /** What is still to be paid is told by the subnet's own stream. */
  readonly looks: { readonly life: SeesPayments }
}
