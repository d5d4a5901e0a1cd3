import type { Architecture, FileProblem } from '../architecture/architecture.ts'
import type { QueuedStep } from '../architecture/turns.ts'
import type { SubnetDissolved } from '../dissolution/slice.ts'
import type { SeesDrift } from '../drift/slice.ts'
import type { SeesHome } from '../home/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { IntentCancelled, SeesPayments } from '../payments/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { ProbationEnded } from '../probation/slice.ts'
import type { SeesUpdate, UpdateMerged, UpdateReverted } from '../update/slice.ts'

/** Rule C1: which architecture is in force after the launch's, and how the chain is made like it. */
export interface MandateSlice {
  /** Until when merges are heard: what was merged before is no news. Milliseconds, UTC. */
  readonly heard: number
  /** The last change; null while the launch's architecture is in force. */
  readonly change: Change | null
  /** What was merged last while the calls of the change before it went: it is read when they are over. Null where nothing waits. */
  readonly next: WaitingMerge | null
  /** The last pull request that makes the repository like the chain; null while nobody asked for one. */
  readonly likeChain: LikeChain | null
}

/** One change of the chain: its calls go one after the other. */
export interface Change {
  /** Counted from 1. */
  readonly number: number
  /** The pull request that was merged. Null where somebody asked for all that the repository says, or had taken back what the App was to. */
  readonly pull: number | null
  readonly by: Person | null
  /** When and where that was asked for. */
  readonly said: Occurrence | null
  /**
   * - `reading`: what the default branch says is read, and what is to be called
   * - `applying`: the calls go, each at its block
   * - `applied`: all of them went, and there may have been none
   * - `refused`: the files are not as they should be, or the chain would not take them: nothing changes
   * - `given-up`: the operator has cancelled one of the calls, and those after it go no more: what the chain lacks is drift
   */
  readonly stage: 'reading' | 'applying' | 'applied' | 'refused' | 'given-up'
  /** Of the default branch; null until it is read. */
  readonly commit: string | null
  readonly steps: readonly QueuedStep[]
  /** How many of the steps went. */
  readonly done: number
  /** The finalized block that the steps were planned against; null until they are. */
  readonly block: number | null
  /** The block of the last call that went; absent where none did, or nobody knows. */
  readonly doneIn?: number
  readonly problems: readonly FileProblem[]
}

export interface WaitingMerge {
  /** Null where what the App takes back is in the branch without one. */
  readonly pull: number | null
  /** Milliseconds, UTC. */
  readonly mergedAt: number
}

/** A pull request of the App's that makes the repository like the chain. */
export interface LikeChain {
  /** Counted from 1. */
  readonly number: number
  readonly by: Person
  /** When and where it was asked for. */
  readonly said: Occurrence
  /** Null until it is opened, and where nothing of what differs can be written into the files. */
  readonly pull: number | null
  /** What differs and cannot be written into the files. Null until they are read. */
  readonly left: readonly string[] | null
}

export interface SeesMandate {
  readonly mandate: MandateSlice
}

/** A pull request was merged that may change the architecture. */
export interface SeeMerged extends Occurrence {
  readonly type: 'SeeMerged'
  readonly pull: number
  /** Milliseconds, UTC. */
  readonly mergedAt: number
}

/** `/reconcile chain|repository`: which side is right. */
export interface Reconcile extends Occurrence {
  readonly type: 'Reconcile'
  readonly side: 'chain' | 'repository'
  readonly person: Person
}

export interface ReportLikeChain extends Occurrence {
  readonly type: 'ReportLikeChain'
  readonly number: number
  readonly pull: number | null
  readonly left: readonly string[]
}

/** What the default branch says, and what is to be called so that the chain is like it. */
export interface ReportMandate extends Occurrence {
  readonly type: 'ReportMandate'
  readonly number: number
  readonly commit: string
  /** Null where the files cannot be read as one. */
  readonly architecture: Architecture | null
  readonly problems: readonly FileProblem[]
  readonly steps: readonly QueuedStep[]
  readonly block: number
}

export interface ChangeMerged extends Occurrence {
  readonly type: 'ChangeMerged'
  readonly number: number
  /** Null where what the App took back was so already. */
  readonly pull: number | null
  readonly mergedAt: number
}

/** It was merged while another change was being applied, and begins when that is over. */
export interface ChangeWaits extends Occurrence {
  readonly type: 'ChangeWaits'
  readonly pull: number
  readonly mergedAt: number
}

/** The chain is to be as the repository says, drift included. */
export interface RepositoryChosen extends Occurrence {
  readonly type: 'RepositoryChosen'
  readonly number: number
  readonly by: Person
}

/** The repository is to be as the chain is. */
export interface ChainChosen extends Occurrence {
  readonly type: 'ChainChosen'
  readonly number: number
  readonly by: Person
}

export interface LikeChainProposed extends Occurrence {
  readonly type: 'LikeChainProposed'
  readonly number: number
  readonly pull: number | null
  readonly left: readonly string[]
}

/** From now on this architecture is in force. */
export interface ArchitectureAdopted extends Occurrence {
  readonly type: 'ArchitectureAdopted'
  readonly number: number
  readonly commit: string
  readonly architecture: Architecture
  /** Whether its roles, or their seats, are others. */
  readonly changesRoles: boolean
  readonly steps: readonly QueuedStep[]
  readonly block: number
}

/** The architecture in force stays. */
export interface ChangeRefused extends Occurrence {
  readonly type: 'ChangeRefused'
  readonly number: number
  readonly commit: string
  readonly problems: readonly FileProblem[]
}

export interface ChangeStepDone extends Occurrence {
  readonly type: 'ChangeStepDone'
  readonly number: number
  readonly done: number
}

/** A call of the owner's. */
export interface MandatePurpose {
  readonly kind: 'owner-step'
  readonly about: readonly [number: number, place: number]
}

/** Read the default branch, and what of it the chain has not; answered by `ReportMandate`. */
export interface MandateErrand {
  readonly kind: 'mandate'
  readonly key: string
  readonly number: number
  readonly netuid: number
  readonly registeredIn: number | null
  /** Whether what somebody set on the chain beside the architecture is set back too. */
  readonly isWhole: boolean
}

/** Open the pull request that makes the repository like the chain; answered by `ReportLikeChain`. */
export interface LikeChainErrand {
  readonly kind: 'like-chain'
  readonly key: string
  readonly number: number
  readonly netuid: number
  readonly registeredIn: number | null
}

export type MandateRefusal = 'not-live' | 'not-guarantor' | 'changing' | 'no-drift' | 'proposing'

export interface MandateShape {
  readonly name: 'mandate'
  readonly own: MandateSlice
  readonly command: SeeMerged | Reconcile | ReportMandate | ReportLikeChain
  readonly event:
    | ChangeMerged
    | ChangeWaits
    | RepositoryChosen
    | ChainChosen
    | LikeChainProposed
    | ArchitectureAdopted
    | ChangeRefused
    | ChangeStepDone
  readonly hears: ProbationEnded | SubnetDissolved | IntentCancelled | UpdateMerged | UpdateReverted
  readonly sees: SeesPhase & SeesHome & SeesIdea & SeesLaunch & SeesUpdate & SeesDrift & SeesPayments
  readonly purpose: MandatePurpose
  readonly errand: MandateErrand | LikeChainErrand
  readonly refusal: MandateRefusal
}
