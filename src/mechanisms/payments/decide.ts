import { accept, type Decision, type Occurrence, refuse } from '../decider.ts'
import type { FundingEvent } from '../funding/slice.ts'
import type { Outcome } from '../intent.ts'
import { launchNews } from '../launch/decide.ts'
import type { LaunchEvent } from '../launch/slice.ts'
import { keysOf } from '../subnet/keys.ts'
import type { SubnetState } from '../subnet/state.ts'
import { retryDelay } from './retry.ts'
import type { PaymentsEvent, SettleIntent } from './slice.ts'

/** What an outcome makes of an intent, and what that means for funding and launch. */
export type SettledEvent = PaymentsEvent | FundingEvent | LaunchEvent

/** G2: an intent settles once; one that failed on chain is tried again, later each time, until it settles. */
export function settleIntent(state: SubnetState, command: SettleIntent): Decision<SettledEvent> {
  if (!state.idea) return refuse('no-idea')
  const { key, extrinsic, outcome, at, source } = command
  if (state.payments.settled[key]) return accept()
  if (outcome.ok) {
    const settled: PaymentsEvent = { type: 'IntentSettled', key, extrinsic, at, source }
    const when = { at, source }
    return accept<SettledEvent>(
      settled,
      ...loanNews(state, key, outcome, when),
      ...launchNews(state, key, outcome, when),
    )
  }
  const failures = (state.payments.failed[key]?.failures ?? 0) + 1
  const retryAt = at + retryDelay(failures)
  return accept({ type: 'IntentFailed', key, extrinsic, error: outcome.error, failures, retryAt, at, source })
}

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
