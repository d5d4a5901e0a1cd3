import type { SubnetState } from '../subnet/state.ts'
import type { PaymentsEvent } from './slice.ts'

export function evolvePayments(state: SubnetState, event: PaymentsEvent): SubnetState {
  const { settled, failed } = state.payments
  if (event.type === 'IntentSettled') {
    const { [event.key]: _, ...others } = failed
    return { ...state, payments: { settled: { ...settled, [event.key]: event.extrinsic }, failed: others } }
  }
  const { key, failures, error, retryAt } = event
  return { ...state, payments: { settled, failed: { ...failed, [key]: { failures, error, retryAt } } } }
}
