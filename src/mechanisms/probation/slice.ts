import type { Ballot, Elector, Joined, LateElector, SeesBallots, Verdict } from '../dispute/slice.ts'
import type { SubnetDissolved } from '../dissolution/slice.ts'
import type { SeesFunding } from '../funding/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { SeesLaunch, SubnetStarted } from '../launch/slice.ts'
import type { Rao } from '../money.ts'
import type { SeesPayments } from '../payments/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { SeesUpdate } from '../update/slice.ts'

/** Rule L2: what one day showed, read from the chain at one finalized block. */
export interface Health {
  readonly block: number
  readonly blockHash: string
  /** Alpha paid out to miners and validators in the last epoch, 1e-9 alpha. */
  readonly emission: bigint
  /** Miners with incentive above zero. */
  readonly miners: number
  /** Validators whose weights are younger than the activity cutoff. */
  readonly validators: number
}

export interface ProbationDay extends Health {
  readonly day: number
  readonly at: number
  readonly good: boolean
  /** What was missing on a bad day. */
  readonly missing: readonly ('emission' | 'miners' | 'validators')[]
}

/** The days and the incidents themselves are in rows. */
export interface ProbationSlice {
  readonly startedAt: number
  /** How many days are recorded, and how many of them were good. */
  readonly recorded: number
  readonly good: number
  /** The day that was asked for last; its health is read while it is above the days recorded. */
  readonly asked: number
  /** When the incidents close that are open, the earliest first: milliseconds, UTC. */
  readonly closings: readonly number[]
  /** Whether an incident about the launch was upheld. */
  readonly broken: boolean
  /** `dissolved`: the chain dissolved the subnet before the end. */
  readonly verdict: 'passed' | 'failed' | 'dissolved' | null
}

/** Of the rows, what commands about incidents see. */
export interface SeesIncidents extends SeesBallots {
  /** Rule L3: an issue in the subnet's repository, decided like a challenge; null where it is none. */
  readonly incident?: Ballot | null
  /** When the person opened the incidents before it: milliseconds, UTC. */
  readonly openedBefore?: readonly number[]
}

export interface SeesProbation {
  readonly probation: ProbationSlice | null
}

export interface ReportHealth extends Occurrence {
  readonly type: 'ReportHealth'
  readonly day: number
  readonly health: Health
}

export interface OpenIncident extends Occurrence {
  readonly type: 'OpenIncident'
  readonly issue: number
  readonly opener: Person
  readonly openerColdkey: string | null
  readonly reason: string
  readonly electorate: readonly Elector[]
}

/** `/uphold` or `/reject` on an incident. */
export interface VoteIncident extends Occurrence {
  readonly type: 'VoteIncident'
  readonly issue: number
  readonly voter: Person
  readonly side: 'uphold' | 'reject'
  /** What the linked wallet of somebody without a vote has on root, null without one; absent where it was not looked at. */
  readonly holds?: Rao | null
  /** Of an account without a vote whose older link was heard late. */
  readonly late?: LateElector
}

export interface HealthDue extends Occurrence {
  readonly type: 'HealthDue'
  readonly day: number
}

export interface DayRecorded extends Occurrence {
  readonly type: 'DayRecorded'
  readonly day: number
  readonly health: Health
  readonly good: boolean
  readonly missing: ProbationDay['missing']
}

/** What an event leaves of a day. */
export const dayIn = ({ health, day, good, missing, at }: DayRecorded): ProbationDay => ({
  ...health,
  day,
  good,
  missing,
  at,
})

export interface IncidentOpened extends Occurrence {
  readonly type: 'IncidentOpened'
  readonly issue: number
  readonly opener: Person
  readonly reason: string
  readonly closesAt: number
  readonly electorate: readonly Elector[]
  readonly quorum: Rao
  /** The round of the update that it is about; absent where it is about the launch. */
  readonly round?: number
}

export interface IncidentVoted extends Occurrence {
  readonly type: 'IncidentVoted'
  readonly issue: number
  readonly voter: Person
  readonly side: 'uphold' | 'reject'
  /** Where the voter was not among those who may vote before. */
  readonly joined?: Joined
}

export interface IncidentClosed extends Occurrence {
  readonly type: 'IncidentClosed'
  readonly issue: number
  readonly verdict: Verdict
  readonly upholding: Rao
  readonly rejecting: Rao
  /** The round of the update that it may break; absent where it is about the launch, or comes too late to break anything. */
  readonly round?: number
}

export interface ProbationEnded extends Occurrence {
  readonly type: 'ProbationEnded'
  readonly verdict: 'passed' | 'failed'
  readonly goodDays: number
  readonly days: number
}

export type ProbationCommand = ReportHealth | OpenIncident | VoteIncident
export type ProbationEvent =
  | HealthDue
  | DayRecorded
  | IncidentOpened
  | IncidentVoted
  | IncidentClosed
  | ProbationEnded

export interface ProbationPurpose {
  readonly kind: 'bounty'
  readonly about: readonly [round: number]
}

/** Read one day of the subnet from the chain; answered by `ReportHealth`. */
export interface HealthErrand {
  readonly kind: 'health'
  readonly key: string
  readonly day: number
  readonly netuid: number
  readonly registeredIn: number | null
}

/** Why a command of it changes nothing. */
export type ProbationRefusal = 'incident-known' | 'no-probation' | 'own-subnet' | 'too-many-incidents'

export interface ProbationShape {
  readonly name: 'probation'
  readonly own: ProbationSlice | null
  readonly command: ProbationCommand
  readonly event: ProbationEvent
  readonly sees: SeesIdea & SeesFunding & SeesLaunch & SeesUpdate
  readonly beside: SeesIncidents
  readonly hears: SubnetStarted | SubnetDissolved
  readonly purpose: ProbationPurpose
  readonly errand: HealthErrand
  readonly refusal: ProbationRefusal
  readonly borrows:
    | 'unlinked'
    | 'no-validators'
    | 'no-dispute'
    | 'not-a-validator'
    | 'too-late'
    | 'voted-since'
  readonly step: 'stand-probation' | 'pay-guarantor' | 'slash-guarantor' | 'live' | 'failed'
  readonly looks: SeesPhase & SeesPayments
}
