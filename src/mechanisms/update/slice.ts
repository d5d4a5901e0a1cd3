import type { Config, UpdateSettings } from '../config.ts'
import type { Rewarded } from '../dividends/day.ts'
import type { ErrandBlocked, Obstacle, SeesErrands } from '../errand/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { ReportMerge, SeesLaunch } from '../launch/slice.ts'
import type { SeesMandate } from '../mandate/slice.ts'
import type { Lapse, RoundRules } from '../mining/slice.ts'
import type { Alpha } from '../money.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { Health, IncidentClosed, IncidentOpened, ProbationDay } from '../probation/slice.ts'
import type { Parts } from './novelty.ts'

/**
 * Rules N1 and N2, one stage after the other:
 * - `merging`: the head that was chosen is merged, exactly
 * - `applying`: the owner's calls make the chain like it
 * - `probation`: each day is recorded
 * - `reverting`: it broke, or the chain does not take it; what it changed in the files is taken back
 * - `setting-back`: the owner's calls make the chain as it was
 * - `held`: it stays
 * - `reverted`: it is undone
 * - `voided`: nothing was merged
 * - `dissolved`: the chain has taken the network away
 */
export type UpdateStage =
  | 'merging'
  | 'applying'
  | 'probation'
  | 'reverting'
  | 'setting-back'
  | 'held'
  | 'reverted'
  | 'voided'
  | 'dissolved'

/** What an update goes by: the settings of the time at which its month began. */
export interface UpdateRules {
  readonly probation: Config['probation']
  readonly month: UpdateSettings
}

/**
 * - `held`: enough days were good
 * - `broke`: so many were not that it cannot hold any more, or an incident was upheld
 * - `refused`: the chain does not take it, or its files cannot be read any more
 * - `dissolved`: there is no network any more
 */
export type UpdateVerdict = 'held' | 'broke' | 'refused' | 'dissolved'

export interface Update {
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly guarantor: Person
  /** SS58: what paid the guarantee. */
  readonly coldkey: string
  readonly rules: UpdateRules
  readonly stage: UpdateStage
  /** Until when it is tried to merge it: milliseconds, UTC. */
  readonly lapsesAt: number
  readonly commit: string | null
  readonly tag: string | null
  /** The change of the mandate by which it is applied; null until it is merged. */
  readonly change: number | null
  /** When the chain was like it: milliseconds, UTC. */
  readonly startedAt: number | null
  /** The day that was asked for last; its health is read while it is above the days recorded. */
  readonly asked: number
  readonly recorded: number
  readonly good: number
  /** The bad days. There are as many days as the settings say at most. */
  readonly bad: readonly BadDay[]
  /** How many incidents about it validators are deciding (L3), and whether they have upheld one. */
  readonly openIncidents: number
  readonly isUpheld: boolean
  readonly verdict: UpdateVerdict | null
  readonly revert: Revert | null
  /** What the architecture had before it was merged; left out until then. */
  readonly before?: Parts
}

/** N3: what an update that is in force earns its author. */
export interface AuthorReward {
  readonly round: number
  readonly author: Person
  /** What is new, by its ids. */
  readonly roles: readonly string[]
  readonly mechanisms: readonly string[]
  /** The day that gave it, and how much; null until one has. */
  readonly given: { readonly day: number; readonly earned: Alpha } | null
}

export interface BadDay {
  readonly day: number
  readonly block: number
  readonly missing: ProbationDay['missing']
}

/** What took the merge back. */
export interface Revert {
  /** The pull request of the App's; null where somebody had taken it back already. */
  readonly pull: number | null
  readonly commit: string
  /** The change of the mandate that sets the chain back. */
  readonly change: number
}

export interface UpdateSlice {
  /** The present one, or the last; null before the first. */
  readonly current: Update | null
  /** Who guaranteed the last that held; null while none has. */
  readonly guarantor: Person | null
  /** Those that no day has given yet, and that of the present update; left out while there was none. */
  readonly rewards?: readonly AuthorReward[]
}

export interface SeesUpdate {
  readonly update: UpdateSlice
}

/** The best of a month is guaranteed. */
export interface BeginUpdate extends Occurrence {
  readonly type: 'BeginUpdate'
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly guarantor: Person
  readonly coldkey: string
  readonly rules: RoundRules
  readonly month: UpdateSettings
}

/** Its round lapsed. */
export interface VoidUpdate extends Occurrence {
  readonly type: 'VoidUpdate'
  readonly round: number
  readonly why: Lapse
}

type UpdateObstacle = Extract<Obstacle, 'conflict' | 'forbidden'>

interface Hindered {
  readonly ok: false
  readonly reason: UpdateObstacle
  readonly said?: string
}

export interface ReportUpdateMerge extends Occurrence {
  readonly type: 'ReportUpdateMerge'
  readonly round: number
  readonly result: ReportMerge['result']
}

export interface ReportUpdateRelease extends Occurrence {
  readonly type: 'ReportUpdateRelease'
  readonly round: number
  readonly result: { readonly ok: true; readonly tag: string } | Hindered
}

export interface ReportUpdateHealth extends Occurrence {
  readonly type: 'ReportUpdateHealth'
  readonly round: number
  readonly day: number
  readonly health: Health
}

export interface ReportRevert extends Occurrence {
  readonly type: 'ReportRevert'
  readonly round: number
  readonly result: { readonly ok: true; readonly pull: number | null; readonly commit: string } | Hindered
}

/** N3: a day of the subnet has shared out what these earned. */
export interface RewardAuthors extends Occurrence {
  readonly type: 'RewardAuthors'
  readonly day: number
  readonly rewards: readonly Rewarded[]
}

export interface AuthorsRewarded extends Occurrence {
  readonly type: 'AuthorsRewarded'
  readonly day: number
  readonly rewards: readonly Rewarded[]
}

export interface UpdateBegun extends Occurrence {
  readonly type: 'UpdateBegun'
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly guarantor: Person
  readonly coldkey: string
  readonly rules: UpdateRules
  readonly lapsesAt: number
}

/** Nothing was merged: the collateral goes back. */
export interface UpdateVoided extends Occurrence {
  readonly type: 'UpdateVoided'
  readonly round: number
  readonly why: Lapse
}

export interface UpdateMerged extends Occurrence {
  readonly type: 'UpdateMerged'
  readonly round: number
  readonly pull: number
  readonly commit: string
}

export interface UpdateReleased extends Occurrence {
  readonly type: 'UpdateReleased'
  readonly round: number
  readonly tag: string
}

/** The chain is like it: the probation begins. */
export interface UpdateApplied extends Occurrence {
  readonly type: 'UpdateApplied'
  readonly round: number
}

export interface UpdateHealthDue extends Occurrence {
  readonly type: 'UpdateHealthDue'
  readonly round: number
  readonly day: number
}

export interface UpdateDayRecorded extends Occurrence {
  readonly type: 'UpdateDayRecorded'
  readonly round: number
  readonly day: number
  readonly health: Health
  readonly good: boolean
  readonly missing: ProbationDay['missing']
}

export interface UpdateEnded extends Occurrence {
  readonly type: 'UpdateEnded'
  readonly round: number
  readonly verdict: UpdateVerdict
  readonly goodDays: number
  readonly days: number
}

/** The files are as they were before. */
export interface UpdateReverted extends Occurrence {
  readonly type: 'UpdateReverted'
  readonly round: number
  readonly pull: number | null
  readonly commit: string
}

/** The chain is as it was before. */
export interface UpdateSetBack extends Occurrence {
  readonly type: 'UpdateSetBack'
  readonly round: number
}

/** Merge the head of the month's best, exactly; answered by `ReportUpdateMerge`. */
export interface UpdateMergeErrand {
  readonly kind: 'update-merge'
  readonly key: string
  readonly round: number
  readonly pull: number
  readonly head: string
}

/** Tag and release, with what changes on the chain; answered by `ReportUpdateRelease`. */
export interface UpdateReleaseErrand {
  readonly kind: 'update-release'
  readonly key: string
  readonly round: number
  readonly commit: string
}

/** Read one day of the probation from the chain; answered by `ReportUpdateHealth`. */
export interface UpdateHealthErrand {
  readonly kind: 'update-health'
  readonly key: string
  readonly round: number
  readonly day: number
  readonly netuid: number
  readonly registeredIn: number | null
}

/** Take back what the merge changed, by a pull request; answered by `ReportRevert`. */
export interface RevertErrand {
  readonly kind: 'revert'
  readonly key: string
  readonly round: number
  readonly pull: number
  readonly commit: string
}

export interface UpdateShape {
  readonly name: 'update'
  readonly own: UpdateSlice
  readonly command:
    | BeginUpdate
    | VoidUpdate
    | ReportUpdateMerge
    | ReportUpdateRelease
    | ReportUpdateHealth
    | ReportRevert
    | RewardAuthors
  readonly event:
    | UpdateBegun
    | UpdateVoided
    | UpdateMerged
    | UpdateReleased
    | UpdateApplied
    | UpdateHealthDue
    | UpdateDayRecorded
    | UpdateEnded
    | UpdateReverted
    | UpdateSetBack
    | AuthorsRewarded
  readonly hears: IncidentOpened | IncidentClosed
  readonly makes: ErrandBlocked
  readonly sees: SeesPhase & SeesLaunch & SeesMandate & SeesErrands
  readonly errand: UpdateMergeErrand | UpdateReleaseErrand | UpdateHealthErrand | RevertErrand
}
