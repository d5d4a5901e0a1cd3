import type { SeesDeposit } from '../deposit/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Voted } from '../kernel/beside.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { Rao } from '../money.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** A linked validator and its stake when the dispute was opened: the event names them all. */
export interface Elector {
  readonly user: number
  readonly coldkey: string
  readonly stake: Rao
}

/** A validator whose link was written before a vote was opened, and heard after it: it votes as if that had been heard in time (rule G0). */
export interface LateElector {
  readonly coldkey: string
  /** What it had when the vote was opened. */
  readonly stake: Rao
}

/** What becomes of a ballot by it. */
export interface Joined extends LateElector {
  /** The quorum with its stake. */
  readonly quorum: Rao
}

export type Side = 'uphold' | 'reject'

export type Verdict = 'upheld' | 'rejected' | 'no-quorum'

/** Rule M4. */
export interface Dispute {
  readonly number: number
  readonly challenger: Person
  readonly reason: string
  readonly openedAt: number
  readonly closesAt: number
  /** How many may vote. Who they are is fixed when the dispute is opened, so that stake cannot be moved between voters. */
  readonly electors: number
  /** Of all who may vote. */
  readonly stake: Rao
  readonly quorum: Rao
  readonly challengerShareBasisPoints: number
  readonly verdict: Verdict | null
}

/** The last vote of each who voted, counted. */
export interface Tally {
  readonly upholding: Rao
  readonly rejecting: Rao
  readonly upholders: number
  readonly rejecters: number
}

/** A challenge or an incident with its votes: in rows, as are those who may vote. An incident has the number of its issue. */
export interface Ballot extends Dispute, Tally {
  readonly of: Voted
  /** Whom an incident is about, as it was when it was opened; null of a challenge. */
  readonly accused: Accused | null
}

/** The author of an update, or whoever guaranteed the launch. */
export interface Accused {
  readonly round: number
  readonly guarantor: Person
  readonly isUpdate: boolean
}

/** One who may vote, and how it voted last. */
export interface Voter {
  readonly stake: Rao
  readonly side: Side | null
  /** When and where that was written; null where it has not voted. */
  readonly said: Occurrence | null
}

/** Of the rows, what a vote or a tick sees. */
export interface SeesBallots {
  /** Whoever votes; null where the account may not. */
  readonly voter?: Voter | null
  /** What is over by a tick, and not closed before it: in the order in which it was opened. */
  readonly over?: readonly Ballot[]
}

export interface DisputeSlice {
  /** How many were opened; all of them are in rows. */
  readonly count: number
  /** The last of them. */
  readonly last: Dispute | null
}

export interface SeesDispute {
  readonly dispute: DisputeSlice
}

export interface Challenge extends Occurrence {
  readonly type: 'Challenge'
  readonly challenger: Person
  readonly challengerColdkey: string | null
  readonly reason: string
  readonly electorate: readonly Elector[]
}

export interface Vote extends Occurrence {
  readonly type: 'Vote'
  readonly voter: Person
  readonly side: Side
  /** What the linked wallet of somebody without a vote has on root, null without one; absent where it was not looked at. */
  readonly holds?: Rao | null
  /** Of an account without a vote whose older link was heard late. */
  readonly late?: LateElector
}

export interface DisputeOpened extends Occurrence {
  readonly type: 'DisputeOpened'
  readonly number: number
  readonly challenger: Person
  readonly reason: string
  readonly closesAt: number
  readonly electorate: readonly Elector[]
  readonly quorum: Rao
  readonly challengerShareBasisPoints: number
}

export interface VoteCast extends Occurrence {
  readonly type: 'VoteCast'
  readonly number: number
  readonly voter: Person
  readonly side: Side
  /** Where the voter was not among those who may vote before. */
  readonly joined?: Joined
}

export interface DisputeClosed extends Occurrence {
  readonly type: 'DisputeClosed'
  readonly number: number
  readonly verdict: Verdict
  readonly upholding: Rao
  readonly rejecting: Rao
}

export type DisputeCommand = Challenge | Vote
export type DisputeEvent = DisputeOpened | VoteCast | DisputeClosed

/** Why a command of it changes nothing. */
export type DisputeRefusal =
  | 'idea-closed'
  | 'own-idea'
  | 'dispute-open'
  | 'no-dispute'
  | 'no-validators'
  | 'unpaid'
  | 'too-late'
  | 'not-a-validator'
  | 'voted-since'

export interface DisputeShape {
  readonly name: 'dispute'
  readonly own: DisputeSlice
  readonly command: DisputeCommand
  readonly event: DisputeEvent
  readonly sees: SeesPhase & SeesIdea & SeesDeposit
  readonly refusal: DisputeRefusal
  readonly borrows: 'no-idea' | 'unlinked'
  readonly step: 'vote'
  readonly beside: SeesBallots
}
