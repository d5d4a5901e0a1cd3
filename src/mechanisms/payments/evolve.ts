import type { SubnetState } from '../subnet/state.ts'
import type { PaymentsEvent, PaymentsSlice } from './slice.ts'

export const evolvePayments = (state: SubnetState, event: PaymentsEvent): SubnetState => ({
  ...state,
  payments: change(state.payments, event),
})

function change(payments: PaymentsSlice, event: PaymentsEvent): PaymentsSlice {
  const { key } = event
  const { settled, failed, cancelled } = payments
  switch (event.type) {
    case 'IntentSettled':
      return {
        settled: { ...settled, [key]: event.extrinsic },
        failed: without(failed, key),
        cancelled: without(cancelled, key),
      }
    case 'IntentFailed': {
      const { failures, error, retryAt } = event
      return { ...payments, failed: { ...failed, [key]: { failures, error, retryAt } } }
    }
    case 'IntentRetried': {
      const failure = failed[key]
      return {
        ...payments,
        failed: failure ? { ...failed, [key]: { ...failure, retryAt: event.at } } : failed,
        cancelled: without(cancelled, key),
      }
    }
    case 'IntentCancelled': {
      const { reason, operator, at } = event
      return { ...payments, cancelled: { ...cancelled, [key]: { reason, operator, at } } }
    }
    case 'OutcomeTold':
      return payments
  }
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  const { [key]: _, ...others } = record
  return others
}
