import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { stream } from '../../test/support/commands.ts'
import { tales } from '../../test/support/tales.ts'
import { openLedger } from '../ledger/open.ts'
import { snapshots } from '../ledger/schema.ts'
import { ledgerMetrics } from './ledger-metrics.ts'

test('says how large the largest state is of which a snapshot is kept', async () => {
  const ledger = await openLedger()
  try {
    const registry = new Registry()
    ledgerMetrics(registry, ledger)
    expect(await registry.metrics()).toContain('tributary_largest_state_bytes 0')
    await live(ledger, stream(), tales.disputed)
    const [row] = await ledger.queries.select().from(snapshots)
    expect(await registry.metrics()).toContain(
      `tributary_largest_state_bytes ${Buffer.byteLength(row?.state ?? '')}`,
    )
    expect(row?.state.length).toBeGreaterThan(1_000)
  } finally {
    await ledger.close()
  }
})
