import { expect, test } from 'vitest'
import { openIdea, stream } from '../../../test/support/commands.ts'
import { openLedger } from '../../ledger/open.ts'
import { latestOf } from './latest.ts'

test('a subnet is put together again when the ledger has grown, and only then', async () => {
  const ledger = await openLedger({})
  let reads = 0
  const readSubnet = (of: string) => {
    reads += 1
    return ledger.readSubnet(of)
  }
  const latest = latestOf({ queries: ledger.queries, readSubnet }, stream())
  expect([(await latest()).phase, (await latest()).phase, reads]).toEqual(['none', 'none', 1])
  await ledger.write((writing) => writing.handle(stream(), openIdea()))
  expect([(await latest()).idea?.issue, (await latest()).idea?.issue, reads]).toEqual([1, 1, 2])
  await ledger.close()
})
