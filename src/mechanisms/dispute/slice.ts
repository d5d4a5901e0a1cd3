import type { SeesDeposit } from '../deposit/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { Rao } from '../money.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** A linked validator and its stake when the dispute was opened. */
export interface Elector {
  readonly user: number
  readonly coldkey: string
  readonly stake: Rao
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
  /** Fixed when the dispute is opened, so that stake cannot be moved between voters. */
  readonly electorate: readonly Elector[]
  readonly quorum: Rao
  readonly challengerShareBasisPoints: number
  /** The last vote of each user. */
  readonly votes: Readonly<Record<number, Side>>
  readonly verdict: Verdict | null
}

export interface DisputeSlice {
  readonly disputes: readonly Dispute[]
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

export interface DisputeShape {
  readonly name: 'dispute'
  readonly own: DisputeSlice
  readonly command: DisputeCommand
  readonly event: DisputeEvent
  readonly sees: SeesPhase & SeesIdea & SeesDeposit
  readonly refusal: DisputeRefusal
  readonly borrows: 'no-idea' | 'unlinked'
  readonly step: 'vote'
}
