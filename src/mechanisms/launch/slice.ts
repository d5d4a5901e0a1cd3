import type { Architecture, ChainStep } from '../architecture/architecture.ts'
import type { Epochs } from '../architecture/turns.ts'
import type { SubnetDissolved } from '../dissolution/slice.ts'
import type { ErrandBlocked, Obstacle, SeesErrands } from '../errand/slice.ts'
import type { FundingFinalized, SeesFunding } from '../funding/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { ArchitectureAdopted } from '../mandate/slice.ts'
import type { Lapse, RoundRules } from '../mining/slice.ts'
import type { Rao } from '../money.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { SeesProposal } from '../proposal/slice.ts'

/**
 * Rule L1, one stage after the other; each is entered by an event and left by the next.
 * - `merging`: the winning head is merged, exactly
 * - `releasing`: tag and release
 * - `registering`: the network is registered from the subnet's treasury, with its identity
 * - `configuring`: a plan is made anew, against the network that was registered; then its steps, one after the other
 * - `preparing`: miners and validators get ready
 * - `starting`: the start call
 * - `started`
 * - `dissolved`: the chain has taken the network away
 * - `returning`: rule L4, it was not registered in time. What the treasury holds goes back to whoever gave it
 */
export type LaunchStage =
  | 'merging'
  | 'releasing'
  | 'registering'
  | 'configuring'
  | 'preparing'
  | 'starting'
  | 'started'
  | 'dissolved'
  | 'returning'

/** Rule L4: the time in which it is to be registered, milliseconds UTC. */
export interface Returns {
  readonly from: number
  /** After it everybody's money goes back. */
  readonly at: number
  /** Whether it was told that this is near. */
  readonly isNear: boolean
}

export interface LaunchSlice {
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly guarantor: Person
  /** The coldkey that paid the guarantee: collateral and bounty go there. */
  readonly coldkey: string
  readonly rules: RoundRules
  /** That in force. Its steps are the launch's: those that were shown with the proposal, until they are planned anew. */
  readonly architecture: Architecture
  readonly stage: LaunchStage
  readonly commit: string | null
  readonly tag: string | null
  readonly netuid: number | null
  /** The block in which the chain registered it, which tells it from others of that netuid. Null where it is not known. */
  readonly registeredIn: number | null
  /** What the registration cost, rao: null until it is registered, and where nobody has told. */
  readonly lockCost: Rao | null
  /** What the registration may cost at most, rao. */
  readonly limit: Rao
  /** The finalized block that the steps were planned against; null until they are. */
  readonly planBlock: number | null
  /** When the owner's calls are taken, as that block tells; left out where it does not. */
  readonly epochs?: Epochs
  /** How many of the architecture's steps are done. */
  readonly done: number
  readonly startsAt: number | null
  readonly startedAt: number | null
  /** Null once it is registered, and before anything was scheduled. */
  readonly returns: Returns | null
}

export interface SeesLaunch {
  readonly launch: LaunchSlice | null
}

type LaunchObstacle = Extract<Obstacle, 'conflict' | 'forbidden'>

/** A guarantee was paid. */
export interface BeginLaunch extends Occurrence {
  readonly type: 'BeginLaunch'
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly guarantor: Person
  readonly coldkey: string
  readonly rules: RoundRules
}

/** Its round lapsed. */
export interface VoidLaunch extends Occurrence {
  readonly type: 'VoidLaunch'
  readonly round: number
  readonly why: Lapse
}

export interface ReportMerge extends Occurrence {
  readonly type: 'ReportMerge'
  readonly round: number
  readonly result:
    | { readonly ok: true; readonly commit: string }
    /** `gone`: another head than the guaranteed one, closed, or merged by somebody at another head. */
    | { readonly ok: false; readonly reason: LaunchObstacle | 'gone'; readonly said?: string }
}

export interface ReportRelease extends Occurrence {
  readonly type: 'ReportRelease'
  readonly round: number
  readonly result:
    | { readonly ok: true; readonly tag: string }
    | { readonly ok: false; readonly reason: LaunchObstacle; readonly said?: string }
}

/** C1: what is still to be done on the network that was registered, as it is at a finalized block. */
export interface ReportPlan extends Occurrence {
  readonly type: 'ReportPlan'
  readonly round: number
  readonly steps: readonly ChainStep[]
  readonly block: number
  /** As `block` tells; null where it does not. */
  readonly epochs: Epochs | null
}

export interface LaunchBegun extends Occurrence {
  readonly type: 'LaunchBegun'
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly guarantor: Person
  readonly coldkey: string
  readonly rules: RoundRules
  readonly architecture: Architecture
  readonly limit: Rao
}

/** Nothing was merged: mining goes on. */
export interface LaunchVoided extends Occurrence {
  readonly type: 'LaunchVoided'
  readonly round: number
  readonly why: Lapse
}

export interface ProposalMerged extends Occurrence {
  readonly type: 'ProposalMerged'
  readonly round: number
  readonly pull: number
  readonly commit: string
}

export interface ArchitectureReleased extends Occurrence {
  readonly type: 'ArchitectureReleased'
  readonly tag: string
}

export interface NetworkRegistered extends Occurrence {
  readonly type: 'NetworkRegistered'
  readonly netuid: number
  /** The block, where the chain named another than that of the event. */
  readonly registeredIn?: number
  /** Rao. Left out where the chain does not tell, and by whoever recorded it before the ledger kept it. */
  readonly lockCost?: Rao
}

export interface StepsPlanned extends Occurrence {
  readonly type: 'StepsPlanned'
  readonly steps: readonly ChainStep[]
  readonly block: number
  /** Left out where the chain does not tell, and by whoever recorded it before the ledger kept it. */
  readonly epochs?: Epochs
}

export interface StepDone extends Occurrence {
  readonly type: 'StepDone'
  readonly done: number
}

export interface PreparationBegun extends Occurrence {
  readonly type: 'PreparationBegun'
  readonly startsAt: number
}

export interface StartDue extends Occurrence {
  readonly type: 'StartDue'
}

/** L4: if it is not registered by then, everybody's money goes back. */
export interface ReturnScheduled extends Occurrence {
  readonly type: 'ReturnScheduled'
  readonly returnsAt: number
}

export interface ReturnNears extends Occurrence {
  readonly type: 'ReturnNears'
  readonly returnsAt: number
}

/** Nothing more is signed for the registration. What is under way ends; then the treasury is counted. */
export interface ReturnDue extends Occurrence {
  readonly type: 'ReturnDue'
}

export interface SubnetStarted extends Occurrence {
  readonly type: 'SubnetStarted'
}

export type LaunchCommand = BeginLaunch | VoidLaunch | ReportMerge | ReportRelease | ReportPlan
export type LaunchEvent =
  | LaunchBegun
  | LaunchVoided
  | ProposalMerged
  | ArchitectureReleased
  | NetworkRegistered
  | StepsPlanned
  | StepDone
  | PreparationBegun
  | StartDue
  | SubnetStarted
  | ReturnScheduled
  | ReturnNears
  | ReturnDue

export type LaunchPurpose =
  | {
      readonly kind: 'network-register' | 'start-call' | 'discoverer-reward'
      readonly about: readonly []
    }
  | { readonly kind: 'chain-step'; readonly about: readonly [round: number, place: number] }

/** Merge the winning head, exactly; answered by `ReportMerge`. */
export interface MergeErrand {
  readonly kind: 'merge'
  readonly key: string
  readonly round: number
  readonly pull: number
  readonly head: string
}

/** Tag and release; answered by `ReportRelease`. */
export interface ReleaseErrand {
  readonly kind: 'release'
  readonly key: string
  readonly round: number
  readonly commit: string
}

/** What is to be done on the network that was registered, as the chain has it now; answered by `ReportPlan`. */
export interface PlanErrand {
  readonly kind: 'plan'
  readonly key: string
  readonly round: number
  readonly netuid: number
  readonly registeredIn: number | null
}

/** What a launch waits for. */
export type LaunchStep =
  | 'merge-proposal'
  | 'release-architecture'
  | 'register-network'
  | 'configure-subnet'
  | 'get-ready'
  | 'start-subnet'

export interface LaunchShape {
  readonly name: 'launch'
  readonly own: LaunchSlice | null
  readonly command: LaunchCommand
  readonly event: LaunchEvent
  readonly sees: SeesPhase & SeesIdea & SeesFunding & SeesErrands
  /** The proposal that a launch begins with. */
  readonly beside: Partial<SeesProposal>
  readonly makes: ErrandBlocked
  readonly hears: SubnetDissolved | ArchitectureAdopted | FundingFinalized
  readonly purpose: LaunchPurpose
  readonly errand: MergeErrand | ReleaseErrand | PlanErrand
  readonly borrows: 'no-round'
  readonly step: LaunchStep
}
