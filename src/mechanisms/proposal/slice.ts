import type { PrintedReading, Reading } from '../architecture/architecture.ts'
import type { SeesHome } from '../home/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { SeesMining } from '../mining/slice.ts'
import type { Sighting } from './sightings.ts'

/** Rule A2: a pull request in the subnet's repository. */
export interface Proposal {
  readonly pull: number
  readonly author: Person
  readonly title: string
  readonly openedAt: number
  /** When what is known of it was so on GitHub: later news replaces earlier, never the other way round. */
  readonly updatedAt: number
  readonly head: string
  readonly status: ProposalStatus
  /** What was read of the present head; null until it was. Its fingerprint is in the rows of candidates. */
  readonly reading: Reading | null
  /** What it was when, the oldest first: a score is of the head that stood when it was written. */
  readonly sightings: readonly Sighting[]
  /** When it was merged, as GitHub says. */
  readonly mergedAt?: number
  /** The issue that its text names as a task. */
  readonly task?: number
  /** What was read of heads that are not the present one, as long as it is remembered when they stood. */
  readonly earlier?: Readonly<Record<string, FilesVerdict>>
}

/**
 * What a reading comes to:
 * - `good`: it changes the architecture, and nothing is wrong
 * - `wrong`: something is wrong in its files
 * - `aside`: it leaves the architecture alone
 */
export type FilesVerdict = 'good' | 'wrong' | 'aside'

/**
 * - `open`: in the race, if its files are good
 * - `draft`: its author is not ready
 * - `elsewhere`: it is aimed at another branch than the default one
 */
export type ProposalStatus = 'open' | 'draft' | 'elsewhere' | 'closed' | 'merged'

export interface SeenHead {
  readonly sha: string
  readonly seenAt: number
  readonly fingerprint: readonly number[]
}

/** What a proposal's heads say, as sets of hashes: by these it is told who copies whom. */
export interface Candidate {
  readonly pull: number
  /** Of the present head; empty until it is read. */
  readonly present: readonly number[]
  /** The heads it had, the present one included, each with when it was first seen. */
  readonly heads: readonly SeenHead[]
}

export interface SeesProposal {
  readonly proposal: Proposal | null
}

/** Any news of a pull request, with all that it is now. */
export interface SeeProposal extends Occurrence {
  readonly type: 'SeeProposal'
  readonly pull: number
  /** Null where the account is gone. */
  readonly author: Person | null
  readonly title: string
  readonly openedAt: number
  readonly head: string
  readonly status: ProposalStatus
  /** When it was merged: milliseconds, UTC. */
  readonly mergedAt?: number
  /** The issue that its text names as a task. */
  readonly task?: number
  /** The head that this push has replaced, where it is one. */
  readonly before?: string
  /** Whether it has just become so: by a push, or because it was closed, opened, aimed elsewhere or made a draft. */
  readonly isChange: boolean
}

/** The answer to the errand that reads a head. */
export interface ReportHead extends Occurrence {
  readonly type: 'ReportHead'
  readonly pull: number
  readonly head: string
  readonly reading: PrintedReading
}

/** Its head was merged at the launch. */
export interface SeeMerge extends Occurrence {
  readonly type: 'SeeMerge'
}

export interface ProposalSeen extends Occurrence {
  readonly type: 'ProposalSeen'
  readonly pull: number
  readonly author: Person
  readonly title: string
  readonly openedAt: number
  readonly head: string
  readonly status: ProposalStatus
  readonly mergedAt?: number
  readonly task?: number
  /** The head that a push replaced: it puts those of one second in order. */
  readonly before?: string
}

export interface HeadRead extends Occurrence {
  readonly type: 'HeadRead'
  readonly pull: number
  readonly head: string
  readonly reading: PrintedReading
}

export interface HeadMerged extends Occurrence {
  readonly type: 'HeadMerged'
}

export type ProposalCommand = SeeProposal | ReportHead | SeeMerge
export type ProposalEvent = ProposalSeen | HeadRead | HeadMerged

/** Read the files of a head; answered by `ReportHead`. */
export interface HeadErrand {
  readonly kind: 'head'
  readonly key: string
  readonly pull: number
  readonly head: string
}

/** Why a command of it changes nothing. */
export type ProposalRefusal = 'no-proposal' | 'not-open' | 'not-valid'

export interface ProposalShape {
  readonly name: 'proposal'
  readonly own: Proposal | null
  readonly command: ProposalCommand
  readonly event: ProposalEvent
  readonly beside: SeesHome & SeesMining
  readonly errand: HeadErrand
  readonly refusal: ProposalRefusal
  readonly borrows: 'no-idea'
}
