import { accept, type Decision, type Occurrence, refuse } from '../decider.ts'
import type { FundingEvent } from '../funding/slice.ts'
import type { Outcome } from '../intent.ts'
import { keysOf } from '../subnet/keys.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { PaymentsEvent, SettleIntent } from './slice.ts'

const FIRST_RETRY = 15_000
const LAST_RETRY = 6 * 3_600_000

/** G2: an intent settles once; one that failed on chain is tried again, later each time, until it settles. */
export function settleIntent(
  state: SubnetState,
  command: SettleIntent,
): Decision<PaymentsEvent | FundingEvent> {
  if (!state.idea) return refuse('no-idea')
  const { key, extrinsic, outcome, at, source } = command
  if (state.payments.settled[key]) return accept()
  if (outcome.ok) {
    const settled: PaymentsEvent = { type: 'IntentSettled', key, extrinsic, at, source }
    return accept<PaymentsEvent | FundingEvent>(settled, ...loanNews(state, key, outcome, { at, source }))
  }
  const failures = (state.payments.failed[key]?.failures ?? 0) + 1
  const retryAt = at + retryDelay(failures)
  return accept({ type: 'IntentFailed', key, extrinsic, error: outcome.error, failures, retryAt, at, source })
}

/** 15 seconds, doubled with each failure, at most 6 hours. Milliseconds. */
export const retryDelay = (failures: number): number =>
  Math.min(FIRST_RETRY * 2 ** Math.min(failures - 1, 30), LAST_RETRY)

/** What a settled call on the loan means for the funding. */
function loanNews(
  state: SubnetState,
  key: string,
  outcome: Outcome & { ok: true },
  when: Occurrence,
): FundingEvent[] {
  const { funding } = state
  if (!funding) return []
  const { round, raised } = funding
  const keys = keysOf(state)
  if (key === keys.loanOpen && outcome.created) {
    const { loan, endBlock } = outcome.created
    return [{ type: 'LoanCreated', round, loan, endBlock, ...when }]
  }
  if (key === keys.loanFinalize) return [{ type: 'FundingFinalized', round, raised, ...when }]
  if (key === keys.loanRefund) {
    return [{ type: 'FundersRefunded', round, all: outcome.allRefunded === true, ...when }]
  }
  if (key === keys.loanDissolve) return [{ type: 'LoanDissolved', round, ...when }]
  return []
}
