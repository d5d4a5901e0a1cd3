import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { SeesMining } from '../mining/slice.ts'
import type { Rao } from '../money.ts'
import type { SeesProposal } from '../proposal/slice.ts'
import type { SeesTasks } from '../task/slice.ts'

/** Rule A3: one validator's score of one head. */
export interface Score extends Occurrence {
  readonly validator: Person
  /** The head that it is of, as far as was known when it was heard. */
  readonly head: string
  /** Whether it names that head, as a review does. Else it is of the head that stood when it was written, whenever a push is heard. */
  readonly named: boolean
  /** Hundredths of a point: 0 to 10,000. */
  readonly points: number
  /** What was said by criterion, 0 to 100 each; null where the whole was scored. */
  readonly criteria: Readonly<Record<string, number>> | null
  /** The round in which it was given, and the validator's stake then, rao. A member of a team has 1. */
  readonly round: number
  readonly stake: Rao
}

/** Of one proposal, by the validator's user id: the last score that each gave. */
export type Scores = Readonly<Record<number, Score>>

/** Of the rows, what a score sees. */
export interface SeesScore {
  /** What this validator gave to the proposal last; null where it gave nothing. */
  readonly lastScore?: Score | null
}

/** What an event leaves of a validator's score. */
export const scoreIn = ({ type: _, pull: __, ...score }: ScoreGiven): Score => score

export interface GiveScore extends Occurrence {
  readonly type: 'GiveScore'
  readonly pull: number
  readonly validator: Person
  /** Null where the account is no validator. */
  readonly stake: Rao | null
  /** What the linked wallet has, null without one; absent where it was not looked at. */
  readonly holds?: Rao | null
  /** The head that was reviewed, where a review says so. */
  readonly head?: string
  readonly score: { readonly whole: number } | { readonly criteria: Readonly<Record<string, number>> }
}

export interface ScoreGiven extends Occurrence {
  readonly type: 'ScoreGiven'
  readonly pull: number
  readonly round: number
  readonly head: string
  readonly named: boolean
  readonly validator: Person
  readonly stake: Rao
  readonly points: number
  readonly criteria: Readonly<Record<string, number>> | null
}

export type ScoringCommand = GiveScore
export type ScoringEvent = ScoreGiven

/** Why a command of it changes nothing. */
export type ScoringRefusal =
  | 'missing-criterion'
  | 'unknown-criterion'
  | 'bad-score'
  | 'own-proposal'
  | 'other-head'
  | 'scored-since'

export interface ScoringShape {
  readonly name: 'scores'
  readonly own: null
  readonly command: ScoringCommand
  readonly event: ScoringEvent
  readonly sees: SeesProposal
  readonly beside: SeesMining & SeesScore & Partial<SeesTasks>
  readonly refusal: ScoringRefusal
  readonly borrows:
    | 'too-late'
    | 'not-a-validator'
    | 'no-proposal'
    | 'no-round'
    | 'counting'
    | 'not-open'
    | 'not-valid'
}
