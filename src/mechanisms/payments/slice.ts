import type { ExtrinsicRef, Outcome } from '../intent.ts'
import type { Named, Purpose } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'

/** What became of the intents that are still wished, by their keys: those of the past are in rows. */
export interface PaymentsSlice {
  readonly settled: Readonly<Record<string, ExtrinsicRef>>
  readonly failed: Readonly<Record<string, Failure>>
  /** By the operator: it is not owed any more, until it is taken up again. */
  readonly cancelled: Readonly<Record<string, Cancellation>>
}

export interface SeesPayments {
  readonly payments: PaymentsSlice
}

export interface Cancellation {
  readonly reason: string
  readonly operator: string
  readonly at: number
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
  readonly purpose: Purpose
  readonly extrinsic: ExtrinsicRef
  readonly outcome: Outcome
}

/** The operator has an intent tried again at once: one that failed and waits for its time, or one that was cancelled. */
export interface RetryIntent extends Occurrence {
  readonly type: 'RetryIntent'
  readonly key: string
  readonly operator: string
  readonly reason: string
}

/** The operator gives an intent up. Nothing of it may be in flight: whoever makes this command has looked. */
export interface CancelIntent extends Occurrence {
  readonly type: 'CancelIntent'
  readonly key: string
  readonly operator: string
  readonly reason: string
}

/**
 * The operator has looked up the extrinsic whose outcome for an intent could not be read, and says what it was. Whoever makes
 * this command has seen that it is that extrinsic.
 */
export interface TellOutcome extends Occurrence {
  readonly type: 'TellOutcome'
  readonly key: string
  readonly purpose: Purpose
  readonly extrinsic: ExtrinsicRef
  readonly outcome: Outcome
  readonly operator: string
  readonly reason: string
}

export interface IntentSettled extends Occurrence {
  readonly type: 'IntentSettled'
  readonly key: string
  readonly purpose: Purpose
  readonly extrinsic: ExtrinsicRef
}

export interface IntentFailed extends Occurrence, Failure {
  readonly type: 'IntentFailed'
  readonly key: string
  readonly extrinsic: ExtrinsicRef
}

export interface IntentRetried extends Occurrence {
  readonly type: 'IntentRetried'
  readonly key: string
  readonly operator: string
  readonly reason: string
}

export interface IntentCancelled extends Occurrence {
  readonly type: 'IntentCancelled'
  readonly key: string
  readonly operator: string
  readonly reason: string
}

/** What follows from it is told by the events after it, as if a block had been read. */
export interface OutcomeTold extends Occurrence {
  readonly type: 'OutcomeTold'
  readonly key: string
  readonly extrinsic: ExtrinsicRef
  readonly outcome: Outcome
  readonly operator: string
  readonly reason: string
}

export type PaymentsCommand = SettleIntent | RetryIntent | CancelIntent | TellOutcome
export type PaymentsEvent = IntentSettled | IntentFailed | IntentRetried | IntentCancelled | OutcomeTold

export interface PaymentsShape {
  readonly name: 'payments'
  readonly own: PaymentsSlice
  readonly command: PaymentsCommand
  readonly event: PaymentsEvent
  /** What a settled wish means to the family whose it was. */
  readonly makes: Named
}
