import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { countUnhandled } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/ledger.ts'

export interface IntakeMetrics {
  readonly answered: Counter<'answer'>
  readonly acknowledged: Histogram
  readonly stored: Counter
  readonly duplicates: Counter
}

/** What the front door counts. */
export function intakeMetrics(registry: Registry): IntakeMetrics {
  const registers = [registry]
  return {
    answered: new Counter({
      name: 'tributary_deliveries_answered_total',
      help: 'Requests at the webhook address, by what they were told',
      labelNames: ['answer'],
      registers,
    }),
    acknowledged: new Histogram({
      name: 'tributary_delivery_acknowledgement_seconds',
      help: 'From the arrival of a delivery to its acknowledgement, storing included',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    stored: new Counter({
      name: 'tributary_deliveries_stored_total',
      help: 'Deliveries stored for the first time',
      registers,
    }),
    duplicates: new Counter({
      name: 'tributary_deliveries_duplicate_total',
      help: 'Deliveries that were stored already when they came in again',
      registers,
    }),
  }
}

export interface InboxMetrics {
  readonly handled: Counter
  readonly failed: Counter
}

/** What the inbox counts; how much waits is asked of the database when somebody looks. */
export function inboxMetrics(registry: Registry, ledger: Ledger): InboxMetrics {
  const registers = [registry]
  new Gauge({
    name: 'tributary_inbox_deliveries',
    help: 'Deliveries not handled yet: stored, retrying after a failure, or dead after all retries',
    labelNames: ['status'],
    registers,
    async collect() {
      const waiting = await countUnhandled(ledger.queries)
      for (const [status, n] of Object.entries(waiting)) this.set({ status }, n)
    },
  })
  return {
    handled: new Counter({
      name: 'tributary_deliveries_handled_total',
      help: 'Deliveries handled, each counted once',
      registers,
    }),
    failed: new Counter({
      name: 'tributary_deliveries_failed_total',
      help: 'Failed attempts to handle a delivery',
      registers,
    }),
  }
}
