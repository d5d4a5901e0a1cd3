import type { Reading } from '../architecture/architecture.ts'
import type { Occurrence, Person } from '../decider.ts'
import type { SeesHome } from '../home/slice.ts'
import type { ProposalMerged } from '../launch/slice.ts'

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
  /** What was read of the present head; null until it was. */
  readonly reading: Reading | null
  /** Fingerprints of the heads it had, the present one included, each with when it was first seen. */
  readonly heads: readonly SeenHead[]
}

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

/** By the number of the pull request. */
export type ProposalSlice = Readonly<Record<number, Proposal>>

export interface SeesProposals {
  readonly proposals: ProposalSlice
}

/** Any news of a pull request, with all that it is now. */
export interface SeeProposal extends Occurrence {
  readonly type: 'SeeProposal'
  readonly pull: number
  readonly author: Person
  readonly title: string
  readonly openedAt: number
  readonly head: string
  readonly status: ProposalStatus
}

/** The answer to the errand that reads a head. */
export interface ReportHead extends Occurrence {
  readonly type: 'ReportHead'
  readonly pull: number
  readonly head: string
  readonly reading: Reading
}

export interface ProposalSeen extends Occurrence {
  readonly type: 'ProposalSeen'
  readonly pull: number
  readonly author: Person
  readonly title: string
  readonly openedAt: number
  readonly head: string
  readonly status: ProposalStatus
}

export interface HeadRead extends Occurrence {
  readonly type: 'HeadRead'
  readonly pull: number
  readonly head: string
  readonly reading: Reading
}

export type ProposalCommand = SeeProposal | ReportHead
export type ProposalEvent = ProposalSeen | HeadRead

/** Read the files of a head; answered by `ReportHead`. */
export interface HeadErrand {
  readonly kind: 'head'
  readonly key: string
  readonly pull: number
  readonly head: string
}

export interface ProposalShape {
  readonly name: 'proposals'
  readonly own: ProposalSlice
  readonly command: ProposalCommand
  readonly event: ProposalEvent
  readonly sees: SeesHome
  readonly hears: ProposalMerged
  readonly errand: HeadErrand
}
