import type { Config } from '../config.ts'
import type { Occurrence, Person } from '../decider.ts'
import type { Bill, Refund, RefundOwed, RefundPurpose } from '../deposit/slice.ts'
import type { Pots } from '../idea/slice.ts'
import type { ExtrinsicRef } from '../intent.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { Rao } from '../money.ts'
import type { IntentSettled } from '../payments/slice.ts'
import type { ProposalStatus } from '../proposal/slice.ts'
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
  /** How often something came to a proposal while it was counted: then it is counted anew. */
  readonly changes: number
  /** SHA-256 of all standings, hex; null before they are counted. The standings themselves are in the rows of rounds. */
  readonly digest: string | null
  readonly invitation: Invitation | null
  /** The collateral that was paid, so that the same payment is not taken twice. */
  readonly paid: { readonly hash: string; readonly payer: string } | null
  readonly lapse: Lapse | null
}

/** What is kept of a round that is over. */
export interface PastRound {
  readonly number: number
  readonly closesAt: number
  readonly digest: string | null
  /** By which a payment that comes too late is known. */
  readonly remarkHash: string | null
  readonly paid: Round['paid']
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
  /** The subnet's accounts; null before there is a home to mine in. */
  readonly pots: Pots | null
  /** The present round. */
  readonly round: Round | null
  readonly past: readonly PastRound[]
  /** Those that are held, or whose collateral is on its way. */
  readonly guarantees: readonly Guarantee[]
  /** By user id: the validators' stakes as they were last counted, rao. Members of a team have 1 each. */
  readonly stakes: Readonly<Record<number, Rao>>
  /** What came to the escrow in the name of a round, and goes back. */
  readonly refunds: readonly Refund[]
  readonly refunded: readonly string[]
}

export interface SeesMining {
  readonly mining: MiningSlice
}

/** The subnet has a home: mining begins. */
export interface OpenRace extends Occurrence {
  readonly type: 'OpenRace'
  readonly pots: Pots
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

/** A round counted from its proposals and the stakes of those who scored, read after its end. */
export interface ReportStakes extends Occurrence {
  readonly type: 'ReportStakes'
  readonly round: number
  /** The changes of the round that it was counted with. */
  readonly changes: number
  readonly stakes: Readonly<Record<number, Rao>>
  readonly block: number
  /** The best of them, best first. */
  readonly standings: readonly Standing[]
  /** How many there are in all. */
  readonly count: number
  /** SHA-256 of all of them, hex. */
  readonly digest: string
}

/** TAO came to the escrow, and names a round. */
export interface SeeGuarantee extends Occurrence {
  readonly type: 'SeeGuarantee'
  readonly extrinsic: ExtrinsicRef
  readonly payer: string
  readonly amount: Rao
  readonly remarkHashes: readonly string[]
}

/** Something came to a proposal that a round is being counted with, or whose miner is invited. */
export interface SeeChange extends Occurrence {
  readonly type: 'SeeChange'
  readonly pull: number
  readonly head: string
  readonly status: ProposalStatus
}

/** The launch came to nothing before anything was merged. */
export interface VoidRound extends Occurrence {
  readonly type: 'VoidRound'
  readonly round: number
  readonly why: Lapse
}

/** The launch has ended: the guarantor's collateral goes back, or is slashed. */
export interface EndGuarantee extends Occurrence {
  readonly type: 'EndGuarantee'
  readonly round: number
  readonly verdict: 'passed' | 'failed'
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
  readonly count: number
  readonly digest: string
}

/** Something came to a proposal while the round was counted. */
export interface CountDisturbed extends Occurrence {
  readonly type: 'CountDisturbed'
  readonly round: number
  readonly pull: number
}

export interface RaceOpened extends Occurrence {
  readonly type: 'RaceOpened'
  readonly pots: Pots
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

export type MiningCommand =
  | OpenRace
  | Accept
  | Decline
  | ReportStakes
  | IssueGuaranteeBill
  | SeeGuarantee
  | SeeChange
  | VoidRound
  | EndGuarantee
export type MiningEvent =
  | RaceOpened
  | RoundOpened
  | RoundClosed
  | CountDisturbed
  | RoundCounted
  | MinerInvited
  | InvitationAccepted
  | GuaranteeBillIssued
  | GuaranteePaid
  | RoundLapsed
  | GuaranteeReturned
  | GuaranteeSlashed
  | RefundOwed

export type MiningPurpose =
  | {
      readonly kind: 'guarantee-return' | 'guarantee-slash'
      readonly about: readonly [round: number]
    }
  | RefundPurpose

/** Count the round with the stakes of those who scored; answered by `ReportStakes`. */
export interface StakesErrand {
  readonly kind: 'stakes'
  readonly key: string
  readonly round: number
  readonly changes: number
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
  readonly beside: SeesLaunch
  readonly hears: IntentSettled
  readonly purpose: MiningPurpose
  readonly errand: StakesErrand | GuaranteeBillErrand
}
