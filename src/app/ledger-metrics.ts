import { Gauge, type Registry } from 'prom-client'
import type { Ledger } from '../ledger/ledger.ts'
import { largestSnapshot } from '../ledger/states.ts'

/** What the ledger holds, asked of the database when somebody looks. */
export function ledgerMetrics(registry: Registry, { queries }: Ledger): void {
  new Gauge({
    name: 'tributary_largest_state_bytes',
    help: 'The largest state of a stream: each decision on the stream reads it',
    registers: [registry],
    async collect() {
      this.set(await largestSnapshot(queries))
    },
  })
}
