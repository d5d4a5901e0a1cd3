import type { ForkOpened } from '../fork/slice.ts'
import type { HomeMade } from '../home/slice.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { ArchitectureReleased, ProposalMerged } from '../launch/slice.ts'
import type { UpdateMerged, UpdateReleased, UpdateReverted, UpdateVoided } from '../update/slice.ts'

/** Errands that GitHub can refuse for a reason that a person may mend: they are tried again, later each time. */
export type BlockableErrand =
  | 'home'
  | 'merge'
  | 'release'
  | 'update-merge'
  | 'update-release'
  | 'revert'
  | 'fork'

/**
 * - `forbidden`: the App lacks the right, or a rule of the repository is in its way
 * - `no-access`: the repository is there, but the App is not installed on it
 * - `taken`: another repository has the name
 * - `conflict`: the head cannot be merged as it is
 * - `no-public`: the organization, or its enterprise, forbids public repositories
 */
export type Obstacle = 'forbidden' | 'no-access' | 'taken' | 'conflict' | 'no-public'

export interface Blocked {
  readonly obstacle: Obstacle
  readonly failures: number
  /** Milliseconds, UTC; null while it is being tried again. */
  readonly retryAt: number | null
  /** GitHub's own words; left out where it gave none. */
  readonly said?: string
}

/** What stands in the way of which errand. */
export type ErrandSlice = Readonly<Partial<Record<BlockableErrand, Blocked>>>

export interface SeesErrands {
  readonly errands: ErrandSlice
}

export interface ErrandBlocked extends Occurrence {
  readonly type: 'ErrandBlocked'
  readonly errand: BlockableErrand
  readonly obstacle: Obstacle
  readonly failures: number
  readonly retryAt: number
  /** GitHub's own words. */
  readonly said?: string
}

export interface ErrandRetried extends Occurrence {
  readonly type: 'ErrandRetried'
  readonly errand: BlockableErrand
}

export type ErrandEvent = ErrandBlocked | ErrandRetried

export interface ErrandShape {
  readonly name: 'errands'
  readonly own: ErrandSlice
  readonly event: ErrandEvent
  readonly hears:
    | HomeMade
    | ProposalMerged
    | ArchitectureReleased
    | UpdateMerged
    | UpdateVoided
    | UpdateReleased
    | UpdateReverted
    | ForkOpened
}
