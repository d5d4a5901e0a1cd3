import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { ChainSideStatus } from '../chain/treasury.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { noteFailed } from '../ledger/outstanding.ts'
import { readAppHealth } from './health.ts'

const status =
  (changes: Partial<ChainSideStatus> = {}) =>
  (): ChainSideStatus => ({
    chain: { connected: true, node: 'a.example', finalized: null, finalizedAt: null, specVersion: 424 },
    cursor: { block: 12, blockHash: '0x0c', at: Date.now() - 90_000 },
    behind: 3,
    fault: null,
    ...changes,
  })

const unserved = [{ queue: 'teams', jobs: 2 }]

test('ok while the database answers and a node is connected, and what the ledger has recorded', async () => {
  const ledger = await openLedger()
  expect(await readAppHealth(ledger, status(), unserved, null)).toEqual({
    ok: true,
    database: 'reachable',
    chain: 'connected',
    block: 12,
    behind: 3,
    age: 90,
    fault: null,
    specVersion: 424,
    unserved: [{ queue: 'teams', jobs: 2 }],
    failing: { count: 0, oldest: null },
    outlook: {},
    deadlinesWaitSince: null,
  })
  const faults = new Map([['drift', 'no node']] as const)
  expect(await readAppHealth(ledger, status(), unserved, null, faults)).toMatchObject({
    ok: true,
    outlook: { drift: 'no node' },
  })
  const wanted = { queue: 'reply', key: '7', data: {} }
  await noteFailed(ledger.queries, wanted, '404 Not Found')
  expect(await readAppHealth(ledger, status(), unserved, null)).toMatchObject({
    ok: true,
    failing: { count: 1, oldest: expect.stringMatching(/^20.*Z$/) },
  })
  await ledger.queries.execute(sql`insert into deliveries (id, event, occurred_at, rank, pack, start, size, status)
    select status, 'issues', 1, 0, 0, 0, 0, status from unnest(array['stored', 'retrying', 'dead', 'handled']) status`)
  expect(await readAppHealth(ledger, status(), unserved, null)).toMatchObject({ failing: { count: 3 } })
  const cut = { ...status()().chain, connected: false }
  const without = status({ chain: cut, cursor: null, fault: 'No node of the chain can be reached.' })
  expect(await readAppHealth(ledger, without, [], Date.UTC(2026, 0, 2))).toMatchObject({
    ok: false,
    database: 'reachable',
    chain: 'unreachable',
    block: null,
    age: null,
    fault: 'No node of the chain can be reached.',
    deadlinesWaitSince: '2026-01-02T00:00:00.000Z',
  })
  await ledger.close()
  expect(await readAppHealth(ledger, status(), unserved, null)).toMatchObject({
    ok: false,
    database: 'unreachable',
  })
})

test('a database that is silent is unreachable after two seconds', async () => {
  const silent = { queries: { execute: () => new Promise(() => undefined) } } as unknown as Ledger
  const began = performance.now()
  expect(await readAppHealth(silent, status(), [], null)).toMatchObject({
    ok: false,
    database: 'unreachable',
  })
  expect(performance.now() - began).toBeLessThan(3_000)
})
