import type { SeesDispute } from '../dispute/slice.ts'
import type { SeesFunding } from '../funding/slice.ts'
import type { IdeaRevised, SeesIdea } from '../idea/slice.ts'
import type { ExtrinsicRef } from '../intent.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { Rao } from '../money.ts'
import type { IntentSettled, SeesPayments } from '../payments/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** Rule M2: what the discoverer is asked to sign, made from the metadata of the chain at hand. */
export interface Bill {
  /** SCALE bytes of the ready call, hex. */
  readonly callHex: string
  /** The remark's text; the chain's event carries its blake2-256. */
  readonly remark: string
  readonly remarkHash: string
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
      })
    | null
  /** What became of its collateral. */
  readonly fate: 'none' | 'held' | 'returned' | 'slashed'
  /** Those that are owed. */
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

/** A finalized extrinsic moved TAO into the escrow. */
export interface SeeDeposit extends Occurrence {
  readonly type: 'SeeDeposit'
  readonly extrinsic: ExtrinsicRef
  readonly payer: string
  /** What arrived in the escrow. */
  readonly amount: Rao
  /** What the payer destroyed in the same extrinsic. */
  readonly fee: Rao
  /** Hashes of the remarks that the same extrinsic carried. */
  readonly remarkHashes: readonly string[]
  /** The discoverer's linked coldkey at that time. */
  readonly discovererColdkey: string | null
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
}

export interface RefundOwed extends Occurrence, Refund {
  readonly type: 'RefundOwed'
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

/** What did not belong into the escrow goes back. */
export interface RefundPurpose {
  readonly kind: 'deposit-refund'
  readonly about: readonly [extrinsicHash: string, payer: string]
}

export type DepositPurpose =
  | RefundPurpose
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
  readonly sees: SeesPhase & SeesIdea & SeesDispute & SeesFunding
  readonly hears: IdeaRevised | IntentSettled
  readonly purpose: DepositPurpose
  readonly errand: BillErrand
  readonly borrows: 'no-idea'
  readonly step: 'pay-deposit' | 'return-collateral'
  /** What is still to be paid is told by the subnet's own stream. */
  readonly looks: { readonly life: SeesPayments }
}
