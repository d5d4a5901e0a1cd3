import type { ExtrinsicRef, Outcome } from '../intent.ts'
import { accept, type Decision } from '../kernel/decision.ts'
import type { Around, Named, View } from '../kernel/family.ts'
import { retryDelay } from './retry.ts'
import type {
  CancelIntent,
  IntentCancelled,
  IntentFailed,
  IntentRetried,
  IntentSettled,
  OutcomeTold,
  PaymentsShape,
  RetryIntent,
  SettleIntent,
  TellOutcome,
} from './slice.ts'

type State = View<PaymentsShape>

/**
 * G2: an intent settles once; one that failed on chain is tried again, later each time, until it settles. What nobody wishes any more
 * and means nothing to anybody is no news.
 */
export function settleIntent(state: State, command: SettleIntent, around: Around): Decision<Named> {
  const { key, purpose, extrinsic, outcome, at, source } = command
  if (state.payments.settled[key]) return accept()
  const isWished = around.wished().some((wished) => wished.key === key)
  if (outcome.ok) {
    const meaning = around.meaning(purpose, outcome, { at, source })
    if (!isWished && meaning.length === 0) return accept()
    const settled: IntentSettled = { type: 'IntentSettled', key, purpose, extrinsic, at, source }
    return accept<Named>(settled, ...meaning)
  }
  if (!isWished) return accept()
  const failures = (state.payments.failed[key]?.failures ?? 0) + 1
  const retryAt = at + retryDelay(failures)
  const { error } = outcome
  const failed: IntentFailed = { type: 'IntentFailed', key, extrinsic, error, failures, retryAt, at, source }
  return accept<Named>(failed)
}

/** What failed or was cancelled is due again now; anything else is under way as it is. */
export function retryIntent(
  state: State,
  { type: _, ...told }: RetryIntent,
  around: Around,
): Decision<IntentRetried> {
  const wished = around.wished().find(({ key }) => key === told.key)
  if (!wished) return accept()
  const isCancelled = state.payments.cancelled[told.key] !== undefined
  const waits = wished.notBefore > told.at
  return isCancelled || waits ? accept({ ...told, type: 'IntentRetried' }) : accept()
}

/** Only what is owed can be given up, and it stays given up until it is retried. */
export function cancelIntent(
  state: State,
  { type: _, ...told }: CancelIntent,
  around: Around,
): Decision<IntentCancelled> {
  const isOwed = around.wished().some(({ key }) => key === told.key) && !state.payments.cancelled[told.key]
  return isOwed ? accept({ ...told, type: 'IntentCancelled' }) : accept()
}

/**
 * What the operator says of an outcome is taken as if a finalized block had said it. It ends also what nobody wishes any more: then the
 * word is all that is left to record, and whether it was paid.
 */
export function tellOutcome(state: State, command: TellOutcome, around: Around): Decision<Named> {
  const { operator, reason, ...read } = command
  const { key, purpose, extrinsic, outcome, at, source } = command
  if (state.payments.settled[key]) return accept()
  const { purpose: _, ...known } = command
  const told: OutcomeTold = { ...known, type: 'OutcomeTold' }
  const { events = [] } = settleIntent(
    state,
    { ...read, outcome: inBlock(outcome, extrinsic), type: 'SettleIntent' },
    around,
  )
  if (events.length > 0 || !outcome.ok) return accept<Named>(told, ...events)
  const settled: IntentSettled = { type: 'IntentSettled', key, purpose, extrinsic, at, source }
  return accept<Named>(told, settled)
}

/** What follows names no block: that of a registration is its extrinsic's. */
const inBlock = (outcome: Outcome, { block }: ExtrinsicRef): Outcome =>
  outcome.ok && outcome.registered
    ? { ...outcome, registered: { registeredIn: block, ...outcome.registered } }
    : outcome
