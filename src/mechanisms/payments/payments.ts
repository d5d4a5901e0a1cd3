import type { Family } from '../kernel/family.ts'
import { cancelIntent, retryIntent, settleIntent, tellOutcome } from './decide.ts'
import type { PaymentsShape, PaymentsSlice } from './slice.ts'

/** Nothing was tried. */
export const NO_PAYMENTS: PaymentsSlice = { settled: {}, failed: {}, cancelled: {} }

/** Rule G2: what became of each intent. */
export const payments: Family<PaymentsShape> = {
  name: 'payments',
  initial: NO_PAYMENTS,
  inHome: false,
  decide: {
    SettleIntent: settleIntent,
    RetryIntent: retryIntent,
    CancelIntent: cancelIntent,
    TellOutcome: tellOutcome,
  },
  evolve: {
    IntentSettled: ({ settled, failed, cancelled }, { key, extrinsic }) => ({
      settled: { ...settled, [key]: extrinsic },
      failed: without(failed, key),
      cancelled: without(cancelled, key),
    }),
    IntentFailed: (own, { key, failures, error, retryAt }) => ({
      ...own,
      failed: { ...own.failed, [key]: { failures, error, retryAt } },
    }),
    IntentRetried: (own, { key, at }) => {
      const { [key]: failure, ...others } = own.failed
      return {
        ...own,
        failed: failure ? { ...others, [key]: { ...failure, retryAt: at } } : own.failed,
        cancelled: without(own.cancelled, key),
      }
    },
    IntentCancelled: (own, { key, reason, operator, at }) => ({
      ...own,
      cancelled: { ...own.cancelled, [key]: { reason, operator, at } },
    }),
    // What follows from it is told by the events after it.
    OutcomeTold: (own) => own,
  },
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  const { [key]: _, ...others } = record
  return others
}
