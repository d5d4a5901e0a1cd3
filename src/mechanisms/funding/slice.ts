import type { SeesDispute } from '../dispute/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { SeesLink } from '../link/slice.ts'
import type { Rao } from '../money.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { SeesUpdate } from '../update/slice.ts'

/** Rule M5: one crowdloan. Its funds account is held by no key. */
export interface FundingRound {
  readonly round: number
  /** What funders are asked for. The chain's cap is this and the deposit, which the chain counts as raised. */
  readonly target: Rao
  readonly deposit: Rao
  readonly minimumContribution: Rao
  readonly duration: number
  /** Null until the chain has created it. */
  readonly loan: { readonly id: number; readonly endBlock: number } | null
  /** By coldkey, what each has in the loan now. Only finalized blocks count. */
  readonly contributions: Readonly<Record<string, Rao>>
  readonly raised: Rao
  /** The target is met now; a withdrawal can undo it until the loan is finalized. */
  readonly met: boolean
  readonly stage: 'opening' | 'open' | 'finalized' | 'refunding' | 'dissolving' | 'dissolved' | 'cancelled'
  readonly refundCalls: number
}

/** Rule D2: a round after the first. Nothing of what it raises is a bounty or a reward. */
export interface FurtherRound extends FundingRound {
  readonly by: Person
  /** Milliseconds UTC. */
  readonly openedAt: number
}

/** The idea's wallet, which is its first round, and those that followed it, the last one last. */
export interface FundingSlice extends FundingRound {
  /** Left out before there was one. */
  readonly further?: readonly FurtherRound[]
}

export interface SeesFunding {
  readonly funding: FundingSlice | null
}

export interface SeeContribution extends Occurrence {
  readonly type: 'SeeContribution'
  readonly loan: number
  readonly coldkey: string
  readonly amount: Rao
}

export interface SeeWithdrawal extends Occurrence {
  readonly type: 'SeeWithdrawal'
  readonly loan: number
  readonly coldkey: string
  readonly amount: Rao
}

/** D2: a live subnet asks for more, or one whose raise does not pay for its registration. */
export interface OpenFunding extends Occurrence {
  readonly type: 'OpenFunding'
  readonly target: Rao
  readonly person: Person
  /** Whether the person may vote on an incident. */
  readonly isValidator: boolean
}

export interface FundingOpened extends Occurrence {
  readonly type: 'FundingOpened'
  /** Who asked for it: left out of the first round, which opens by itself. */
  readonly by?: Person
  readonly round: number
  readonly target: Rao
  readonly deposit: Rao
  readonly minimumContribution: Rao
  readonly duration: number
}

export interface LoanCreated extends Occurrence {
  readonly type: 'LoanCreated'
  readonly round: number
  readonly loan: number
  readonly endBlock: number
}

export interface ContributionCounted extends Occurrence {
  readonly type: 'ContributionCounted'
  readonly loan: number
  readonly coldkey: string
  readonly amount: Rao
}

export interface ContributionWithdrawn extends Occurrence {
  readonly type: 'ContributionWithdrawn'
  readonly loan: number
  readonly coldkey: string
  readonly amount: Rao
}

export interface TargetMet extends Occurrence {
  readonly type: 'TargetMet'
  readonly round: number
}

/** The loan was finalized into the subnet's treasury: the idea is minable. */
export interface FundingFinalized extends Occurrence {
  readonly type: 'FundingFinalized'
  readonly round: number
  readonly raised: Rao
}

export interface FundingEnded extends Occurrence {
  readonly type: 'FundingEnded'
  readonly round: number
  readonly why: 'time' | 'slashed' | 'dissolved' | 'returned'
}

export interface FundersRefunded extends Occurrence {
  readonly type: 'FundersRefunded'
  readonly round: number
  readonly all: boolean
}

export interface LoanDissolved extends Occurrence {
  readonly type: 'LoanDissolved'
  readonly round: number
}

export type FundingCommand = SeeContribution | SeeWithdrawal | OpenFunding
export type FundingEvent =
  | FundingOpened
  | LoanCreated
  | ContributionCounted
  | ContributionWithdrawn
  | TargetMet
  | FundingFinalized
  | FundingEnded
  | FundersRefunded
  | LoanDissolved

export interface ForLoan {
  readonly kind: 'loan-open' | 'loan-finalize' | 'loan-dissolve' | 'loan-deposit-return'
  readonly about: readonly [round: number]
}

export type FundingPurpose =
  | ForLoan
  | { readonly kind: 'loan-refund'; readonly about: readonly [round: number, call: number] }

export type FundingRefusal =
  | 'not-fundable'
  | 'may-not-fund'
  | 'round-open'
  | 'funded-lately'
  | 'target-out-of-bounds'
  | 'too-many-funders'

export interface FundingShape {
  readonly name: 'funding'
  readonly own: FundingSlice | null
  readonly command: FundingCommand
  readonly event: FundingEvent
  readonly sees: SeesPhase & SeesIdea & SeesLink & SeesDispute & SeesLaunch & SeesUpdate
  readonly purpose: FundingPurpose
  readonly refusal: FundingRefusal
  readonly borrows: 'no-idea'
  readonly step: 'open-loan' | 'contribute' | 'finalize-loan' | 'refund-funders'
}
