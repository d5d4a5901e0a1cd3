import type { Occurrence } from '../decider.ts'
import type { ExtrinsicRef, Outcome } from '../intent.ts'

/** What became of each intent, by its key. */
export interface PaymentsSlice {
  readonly settled: Readonly<Record<string, ExtrinsicRef>>
  readonly failed: Readonly<Record<string, Failure>>
}

export interface Failure {
  readonly failures: number
  readonly error: string
  readonly retryAt: number
}

/** A finalized block holds the outcome of an intent. */
export interface SettleIntent extends Occurrence {
  readonly type: 'SettleIntent'
  readonly key: string
  readonly extrinsic: ExtrinsicRef
  readonly outcome: Outcome
}

export interface IntentSettled extends Occurrence {
  readonly type: 'IntentSettled'
  readonly key: string
  readonly extrinsic: ExtrinsicRef
}

export interface IntentFailed extends Occurrence, Failure {
  readonly type: 'IntentFailed'
  readonly key: string
  readonly extrinsic: ExtrinsicRef
}

export type PaymentsCommand = SettleIntent
export type PaymentsEvent = IntentSettled | IntentFailed
