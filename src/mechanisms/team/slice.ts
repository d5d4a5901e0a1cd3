import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { SeesTasks, TaskCounted } from '../task/slice.ts'

/** Rule T1: a role of the architecture in force, and how many can hold it at a time. */
export interface Role {
  readonly id: string
  readonly seats: number
}

/** One person's place in a role. */
export interface Seat {
  readonly role: string
  readonly person: Person
  /** SS58: what was linked when the seat was asked for. */
  readonly coldkey: string
  /** When it was asked for: milliseconds, UTC. */
  readonly since: number
}

/** Who sits where, and by which rules. */
export interface Bench {
  /** In the order of the architecture. */
  readonly roles: readonly Role[]
  /** So long after it was asked for nobody is displaced from a seat, milliseconds. */
  readonly immunity: number
  /** In the order in which they were taken. */
  readonly seats: readonly Seat[]
  /** Rule T3, by user id: parts of `WHOLE_STANDING`. Who has none is not in it. */
  readonly standings: Readonly<Record<number, number>>
}

/**
 * What people said of late stays apart, so that the seats are the same in whatever order it is heard (rule G0). What is older than that
 * is settled.
 */
export interface TeamSlice {
  readonly settled: Bench
  /** The last that was settled: nothing before it counts any more. Null where no roles stand. */
  readonly settledBy: Occurrence | null
  /** The oldest first. */
  readonly said: readonly Saying[]
}

export interface SeesTeam {
  readonly team: TeamSlice
}

/** Which roles stand from now on: told when the subnet starts, and when its architecture changes. */
export interface SetRoles extends Occurrence {
  readonly type: 'SetRoles'
  readonly roles: readonly Role[]
}

/** D4: the chain has dissolved the subnet. */
export interface EndTeam extends Occurrence {
  readonly type: 'EndTeam'
}

/** `/join <role>` */
export interface AskSeat extends Occurrence {
  readonly type: 'AskSeat'
  readonly role: string
  readonly person: Person
  readonly coldkey: string | null
  /** Coldkeys that the chain has swapped into that one. */
  readonly inherited: readonly string[]
}

/** `/leave [role]` */
export interface LeaveSeat extends Occurrence {
  readonly type: 'LeaveSeat'
  /** Null where all of them are left. */
  readonly role: string | null
  readonly person: Person
}

export interface RolesSet extends Occurrence {
  readonly type: 'RolesSet'
  readonly roles: readonly Role[]
  /** Milliseconds. */
  readonly immunity: number
  /** Those whose seat ends with it: the role, or its place in it, is there no more. */
  readonly lost: readonly Pick<Seat, 'role' | 'person'>[]
}

/** Somebody asked for a seat. Whether it is theirs follows from all that was said. */
export interface SeatAsked extends Occurrence {
  readonly type: 'SeatAsked'
  readonly role: string
  readonly person: Person
  readonly coldkey: string
  readonly inherited: readonly string[]
  /** Whose seat it took; null where it took none. */
  readonly displaced: Person | null
}

export interface SeatLeft extends Occurrence {
  readonly type: 'SeatLeft'
  readonly role: string | null
  readonly person: Person
}

/** Nobody holds a role any more, and what was worked at is over. What was won before is owed. */
export interface TeamEnded extends Occurrence {
  readonly type: 'TeamEnded'
  /** The tasks that were open still, and are over with it; left out where there were none. */
  readonly dropped?: readonly DroppedTask[]
}

export interface DroppedTask {
  /** The number of its issue in the subnet's repository. */
  readonly issue: number
  readonly opener: Person
}

export type Saying = Omit<SeatAsked, 'displaced'> | SeatLeft

export type TeamRefusal =
  | 'no-team'
  | 'unknown-role'
  | 'heard-late'
  | 'seated'
  | 'coldkey-seated'
  | 'seats-taken'
  | 'no-seat'

export interface TeamShape {
  readonly name: 'team'
  readonly own: TeamSlice
  readonly hears: TaskCounted
  readonly sees: SeesTasks
  readonly command: SetRoles | EndTeam | AskSeat | LeaveSeat
  readonly event: RolesSet | SeatAsked | SeatLeft | TeamEnded
  readonly beside: SeesLaunch
  readonly refusal: TeamRefusal
  readonly borrows: 'unlinked'
}
