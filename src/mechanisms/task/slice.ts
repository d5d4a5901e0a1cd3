import type { Config } from '../config.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { Rao } from '../money.ts'
import type { IntentSettled } from '../payments/slice.ts'
import type { Pot } from '../pots.ts'
import type { RolesSet, SeatAsked, SeatLeft, SeesTeam, TeamEnded, TeamSlice } from '../team/slice.ts'
import type { SeesUpdate } from '../update/slice.ts'

/**
 * Rule T2, one stage after the other:
 * - `open`: seat holders submit pull requests, and validators score them
 * - `counting`: the deadline is over, and what each of those who scored weighs is read
 * - `ending`: the best that can be merged is merged, the others are closed
 */
export type TaskStage = 'open' | 'counting' | 'ending'

export interface Task {
  /** The number of its issue in the subnet's repository. */
  readonly issue: number
  readonly title: string
  readonly role: string
  readonly reward: Rao
  readonly opener: Person
  /** Milliseconds, UTC. */
  readonly closesAt: number
  /** The deadline of which was told that it is near; absent before. */
  readonly toldOf?: number
  /** How long it was open for at first, milliseconds: its deadline moves once by that. */
  readonly length: number
  readonly isExtended: boolean
  readonly stage: TaskStage
  /** As they were when it was opened. */
  readonly scoring: Config['scoring']
  /** What pays the reward. */
  readonly pot: Pot
  /** The user ids of those who held a seat of the role at its end. */
  readonly members: readonly number[]
  /** The team as it was at the deadline, where something happened to it since; null otherwise, and when the members are told. */
  readonly team: TeamSlice | null
  /** As they were counted, best first. */
  readonly results: readonly Result[]
  /** Those that are closed besides; left out where there are none, as before a count. */
  readonly others?: readonly LeftOut[]
}

/** What became of one submission. */
export interface Result {
  readonly pull: number
  readonly head: string
  readonly author: Person
  /** Share of all, u16. */
  readonly incentive: number
  /** The mean of what validators gave by stake, hundredths of a point; null where nobody with stake scored it. */
  readonly mean: number | null
  /** By which criterion the best stands furthest above it; null where none tells. */
  readonly behindIn: string | null
}

/**
 * A pull request that names the task and did not contend:
 * - `late`: it was opened, or named the task, after the deadline
 * - `no-seat`: its author held no seat of the role at the deadline
 * - `another`: its author has an earlier one
 * - `further`: it contended, and is not among those that are told
 */
export interface LeftOut {
  readonly pull: number
  readonly why: 'late' | 'no-seat' | 'another' | 'further'
}

/** A reward that is not paid yet. */
export interface Reward {
  readonly issue: number
  readonly winner: Person
  readonly amount: Rao
  readonly pot: Pot
}

export interface TasksSlice {
  /** Those that are not over, in the order in which they were opened. */
  readonly open: readonly Task[]
  readonly rewards: readonly Reward[]
}

export interface SeesTasks {
  readonly tasks: TasksSlice
}

/** An issue in the subnet's repository that is made by the form of tasks. */
export interface OpenTask extends Occurrence {
  readonly type: 'OpenTask'
  readonly issue: number
  readonly title: string
  readonly role: string
  readonly reward: Rao
  /** How long it is open, milliseconds. */
  readonly length: number
  readonly opener: Person
  /** Whether the opener is a linked validator with the stake that it takes. */
  readonly isValidator: boolean
  /** What the treasury can give, rao. */
  readonly free: Rao
}

/** The submissions counted with the stakes of those who scored, read after the end. */
export interface ReportTask extends Occurrence {
  readonly type: 'ReportTask'
  readonly issue: number
  readonly stakes: Readonly<Record<number, Rao>>
  /** What all who could have scored weigh. */
  readonly total: Rao
  readonly block: number
  readonly results: readonly Result[]
  readonly others?: readonly LeftOut[]
  /** What each of them got, u16, by the author's user id: of all, where `results` are the best. */
  readonly incentives: Readonly<Record<number, number>>
}

/** What was merged, and all others are closed. */
export interface ReportTaskEnd extends Occurrence {
  readonly type: 'ReportTaskEnd'
  readonly issue: number
  readonly merged: { readonly pull: number; readonly commit: string } | null
}

export interface TaskOpened extends Occurrence {
  readonly type: 'TaskOpened'
  readonly issue: number
  readonly title: string
  readonly role: string
  readonly reward: Rao
  readonly length: number
  readonly opener: Person
  readonly closesAt: number
  readonly scoring: Config['scoring']
  readonly pot: Pot
}

/** Whoever has not submitted, or not scored all, is told that there is little time left. */
export interface TaskNearsEnd extends Occurrence {
  readonly type: 'TaskNearsEnd'
  readonly issue: number
  readonly closesAt: number
}

export interface TaskClosed extends Occurrence {
  readonly type: 'TaskClosed'
  readonly issue: number
  readonly members: readonly number[]
}

/** Nobody could win: the deadline moves once by its own length. */
export interface TaskExtended extends Occurrence {
  readonly type: 'TaskExtended'
  readonly issue: number
  readonly closesAt: number
}

export interface TaskCounted extends Occurrence {
  readonly type: 'TaskCounted'
  readonly issue: number
  readonly stakes: Readonly<Record<number, Rao>>
  readonly block: number
  readonly results: readonly Result[]
  readonly others?: readonly LeftOut[]
  readonly incentives: Readonly<Record<number, number>>
  /** How far a standing moves by it (rule T3). */
  readonly standingBasisPoints: number
}

export interface TaskEnded extends Occurrence {
  readonly type: 'TaskEnded'
  readonly issue: number
  readonly title: string
  readonly opener: Person
  readonly reward: Rao
  readonly pot: Pot
  readonly merged: { readonly pull: number; readonly commit: string } | null
  /** Who made what was merged; null where nothing was. */
  readonly winner: Person | null
  readonly results: readonly Result[]
  readonly others?: readonly LeftOut[]
}

export interface TaskPurpose {
  readonly kind: 'task-reward'
  readonly about: readonly [issue: number]
}

/** Read what each of those who scored weighs, and count; answered by `ReportTask`. */
export interface TaskStakesErrand {
  readonly kind: 'task-stakes'
  readonly key: string
  readonly issue: number
}

/** Merge the best that can be merged, close the others and the issue; answered by `ReportTaskEnd`. */
export interface TaskEndErrand {
  readonly kind: 'task-end'
  readonly key: string
  readonly issue: number
}

export type TaskRefusal = 'not-a-guide' | 'too-many-tasks' | 'too-dear' | 'task-known'

export interface TasksShape {
  readonly name: 'tasks'
  readonly own: TasksSlice
  readonly command: OpenTask | ReportTask | ReportTaskEnd
  readonly event: TaskOpened | TaskNearsEnd | TaskClosed | TaskExtended | TaskCounted | TaskEnded
  readonly hears: IntentSettled | RolesSet | SeatAsked | SeatLeft | TeamEnded
  readonly makes: RolesSet
  readonly sees: SeesTeam
  readonly beside: SeesLaunch & SeesUpdate & SeesIdea
  readonly purpose: TaskPurpose
  readonly errand: TaskStakesErrand | TaskEndErrand
  readonly refusal: TaskRefusal
  readonly borrows: 'no-team' | 'unknown-role'
}
