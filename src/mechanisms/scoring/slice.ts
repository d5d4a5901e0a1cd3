import type { Occurrence, Person } from '../decider.ts'
import type { RoundCounted, SeesMining } from '../mining/slice.ts'
import type { Rao } from '../money.ts'
import type { SeesProposals } from '../proposal/slice.ts'

/** Rule A3: one validator's score of one head. */
export interface Score {
  readonly validator: Person
  readonly head: string
  /** Hundredths of a point: 0 to 10,000. */
  readonly points: number
  /** What was said by criterion, 0 to 100 each; null where the whole was scored. */
  readonly criteria: Readonly<Record<string, number>> | null
  readonly at: number
}

export interface ScoringSlice {
  /** By pull request, then by the validator's user id: the last score that each gave. */
  readonly scores: Readonly<Record<number, Readonly<Record<number, Score>>>>
  /** By user id: the validators' stakes as last known, rao. Members of a team have 1 each. */
  readonly stakes: Readonly<Record<number, Rao>>
}

export interface SeesScoring {
  readonly scoring: ScoringSlice
}

export interface GiveScore extends Occurrence {
  readonly type: 'GiveScore'
  readonly pull: number
  readonly validator: Person
  /** Null where the account is no validator. */
  readonly stake: Rao | null
  readonly score: { readonly whole: number } | { readonly criteria: Readonly<Record<string, number>> }
}

export interface ScoreGiven extends Occurrence {
  readonly type: 'ScoreGiven'
  readonly pull: number
  readonly head: string
  readonly validator: Person
  readonly stake: Rao
  readonly points: number
  readonly criteria: Readonly<Record<string, number>> | null
}

export type ScoringCommand = GiveScore
export type ScoringEvent = ScoreGiven

export interface ScoringShape {
  readonly name: 'scoring'
  readonly own: ScoringSlice
  readonly command: ScoringCommand
  readonly event: ScoringEvent
  readonly sees: SeesProposals & SeesMining
  readonly hears: RoundCounted
}
