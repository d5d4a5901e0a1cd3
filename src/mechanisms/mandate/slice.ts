import type { Architecture, FileProblem } from '../architecture/architecture.ts'
import type { QueuedStep } from '../architecture/turns.ts'
import type { SubnetDissolved } from '../dissolution/slice.ts'
import type { SeesHome } from '../home/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { ProbationEnded } from '../probation/slice.ts'

/** Rule C1: which architecture is in force after the launch's, and how the chain is made like it. */
export interface MandateSlice {
  /** Until when merges are heard: what was merged before is no news. Milliseconds, UTC. */
  readonly heard: number
  /** The last change; null while the launch's architecture is in force. */
  readonly change: Change | null
}

/** One change of the chain: its calls go one after the other. */
export interface Change {
  /** Counted from 1. */
  readonly number: number
  /** The pull request that was merged. */
  readonly pull: number
  /**
   * - `reading`: what the default branch says is read, and what is to be called
   * - `applying`: the calls go, each at its block
   * - `applied`: all of them went, and there may have been none
   * - `refused`: the files are not as they should be, or the chain would not take them: nothing changes
   */
  readonly stage: 'reading' | 'applying' | 'applied' | 'refused'
  /** Of the default branch; null until it is read. */
  readonly commit: string | null
  readonly steps: readonly QueuedStep[]
  /** How many of the steps went. */
  readonly done: number
  /** The finalized block that the steps were planned against; null until they are. */
  readonly block: number | null
  readonly problems: readonly FileProblem[]
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
  readonly pull: number
  readonly mergedAt: number
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
}

export interface MandateShape {
  readonly name: 'mandate'
  readonly own: MandateSlice
  readonly command: SeeMerged | ReportMandate
  readonly event: ChangeMerged | ArchitectureAdopted | ChangeRefused | ChangeStepDone
  readonly hears: ProbationEnded | SubnetDissolved
  readonly sees: SeesPhase & SeesHome & SeesIdea & SeesLaunch
  readonly purpose: MandatePurpose
  readonly errand: MandateErrand
}
