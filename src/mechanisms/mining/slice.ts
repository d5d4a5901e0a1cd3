import type { Config } from '../config.ts'
import type { Occurrence, Person } from '../decider.ts'
import type { Bill } from '../deposit/slice.ts'
import type { SeesHome } from '../home/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { ExtrinsicRef } from '../intent.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { Rao } from '../money.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { SeesProposals } from '../proposal/slice.ts'
import type { SeesScoring } from '../scoring/slice.ts'
import type { Standing } from '../scoring/standings.ts'

/** Rule A5. What a round runs by, frozen when it opens. */
export type RoundRules = Pick<Config, 'scoring' | 'mining' | 'launch' | 'probation'>

export interface Round {
  readonly number: number
  readonly opensAt: number
  readonly closesAt: number
  readonly rules: RoundRules
  /**
   * - `open`: proposals and scores are taken
   * - `counting`: over; the validators' stakes are read
   * - `invited`: the best miner is asked to guarantee
   * - `guaranteed`: collateral is in escrow: the launch begins
   * - `lapsed`: nobody guaranteed; the next round is open
   */
  readonly stage: 'open' | 'counting' | 'invited' | 'guaranteed' | 'lapsed'
  readonly standings: readonly Standing[]
  readonly invitation: Invitation | null
  readonly lapse: Lapse | null
}

export type Lapse = 'no-proposal' | 'deadline' | 'declined' | 'head-moved' | 'closed' | 'not-merged'

export interface Invitation {
  readonly pull: number
  readonly head: string
  readonly miner: Person
  readonly deadline: number
  /** Who pays, SS58: the coldkey that the miner had linked when accepting. Null until `/guarantee`. */
  readonly coldkey: string | null
  readonly bill: Bill | null
}

/** The guarantor's collateral of the running launch. */
export interface Guarantee {
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly guarantor: Person
  readonly paid: ExtrinsicRef & { readonly payer: string; readonly collateral: Rao; readonly at: number }
  readonly fate: 'held' | 'returned' | 'slashed'
}

export interface MiningSlice {
  readonly rounds: readonly Round[]
  /** The last is the running one; those of rounds that were voided come before it. */
  readonly guarantees: readonly Guarantee[]
}

export interface SeesMining {
  readonly mining: MiningSlice
}

/** `/guarantee` by the invited miner. */
export interface Accept extends Occurrence {
  readonly type: 'Accept'
  readonly pull: number
  readonly person: Person
  readonly coldkey: string | null
}

/** `/decline` by the invited miner, before paying. */
export interface Decline extends Occurrence {
  readonly type: 'Decline'
  readonly pull: number
  readonly person: Person
}

/** The stakes of those who scored, read after the round's end. */
export interface ReportStakes extends Occurrence {
  readonly type: 'ReportStakes'
  readonly round: number
  readonly stakes: Readonly<Record<number, Rao>>
  readonly block: number
}

export interface IssueGuaranteeBill extends Occurrence {
  readonly type: 'IssueGuaranteeBill'
  readonly round: number
  readonly bill: Bill
}

export interface RoundOpened extends Occurrence {
  readonly type: 'RoundOpened'
  readonly round: number
  readonly closesAt: number
  readonly rules: RoundRules
}

export interface RoundClosed extends Occurrence {
  readonly type: 'RoundClosed'
  readonly round: number
}

export interface RoundCounted extends Occurrence {
  readonly type: 'RoundCounted'
  readonly round: number
  readonly stakes: Readonly<Record<number, Rao>>
  readonly block: number
  readonly standings: readonly Standing[]
}

export interface MinerInvited extends Occurrence {
  readonly type: 'MinerInvited'
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly miner: Person
  readonly deadline: number
}

export interface InvitationAccepted extends Occurrence {
  readonly type: 'InvitationAccepted'
  readonly round: number
  readonly coldkey: string
}

export interface GuaranteeBillIssued extends Occurrence {
  readonly type: 'GuaranteeBillIssued'
  readonly round: number
  readonly bill: Bill
}

export interface GuaranteePaid extends Occurrence {
  readonly type: 'GuaranteePaid'
  readonly round: number
  readonly extrinsic: ExtrinsicRef
  readonly payer: string
  readonly collateral: Rao
}

/** The round ends without a launch; a collateral that was paid goes back. */
export interface RoundLapsed extends Occurrence {
  readonly type: 'RoundLapsed'
  readonly round: number
  readonly why: Lapse
}

export interface GuaranteeReturned extends Occurrence {
  readonly type: 'GuaranteeReturned'
  readonly round: number
}

/** To the subnet's treasury (L2). */
export interface GuaranteeSlashed extends Occurrence {
  readonly type: 'GuaranteeSlashed'
  readonly round: number
}

export type MiningCommand = Accept | Decline | ReportStakes | IssueGuaranteeBill
export type MiningEvent =
  | RoundOpened
  | RoundClosed
  | RoundCounted
  | MinerInvited
  | InvitationAccepted
  | GuaranteeBillIssued
  | GuaranteePaid
  | RoundLapsed
  | GuaranteeReturned
  | GuaranteeSlashed

export interface MiningPurpose {
  readonly kind: 'guarantee-return' | 'guarantee-slash'
  readonly about: readonly [round: number]
}

/** Read the stakes of those who scored, by user id; answered by `ReportStakes`. */
export interface StakesErrand {
  readonly kind: 'stakes'
  readonly key: string
  readonly round: number
  readonly users: readonly number[]
}

/** What the invited miner signs; answered by `IssueGuaranteeBill`. */
export interface GuaranteeBillErrand {
  readonly kind: 'guarantee-bill'
  readonly key: string
  readonly round: number
}

export interface MiningShape {
  readonly name: 'mining'
  readonly own: MiningSlice
  readonly command: MiningCommand
  readonly event: MiningEvent
  readonly sees: SeesPhase & SeesIdea & SeesHome & SeesProposals & SeesScoring & SeesLaunch
  readonly purpose: MiningPurpose
  readonly errand: StakesErrand | GuaranteeBillErrand
}
