import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startPostgres } from '../../test/postgres.ts'
import { listDead, redrive, storeDeliveries } from '../ledger/deliveries.ts'
import type { Ledger, Writing } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { deliveries } from '../ledger/schema.ts'
import { type Delivery, startInbox } from './inbox.ts'
import type { Poller } from './poller.ts'

const databases = [
  { name: 'PGlite', start: async () => ({ url: undefined, stop: async () => undefined }) },
  { name: 'PostgreSQL', start: startPostgres },
] as const

describe.each(databases)('the inbox on $name', ({ start }) => {
  let ledger: Ledger
  let postgres: Awaited<ReturnType<typeof start>>
  let inboxes: Poller[]
  let handle: Handle
  const registry = new Registry()
  beforeAll(async () => {
    postgres = await start()
    ledger = await openLedger({ url: postgres.url })
    await ledger.queries.execute(sql`create table effects (position serial, delivery text)`)
    await ledger.jobs.boss.updateQueue('deliver', { retryLimit: 2, retryDelay: 0, retryBackoff: false })
    const options = {
      ledger,
      handle: (writing: Writing, delivery: Delivery) => handle(writing, delivery),
      logger: pino({ enabled: false }),
      pollEvery: 50,
    }
    const registries = [registry, new Registry()]
    inboxes = await Promise.all(registries.map((registry) => startInbox({ ...options, registry })))
  })
  beforeEach(async () => {
    handle = effect
    await ledger.queries.execute(sql`truncate effects`)
    await ledger.queries.delete(deliveries)
  })
  afterAll(async () => {
    await Promise.all(inboxes.map((inbox) => inbox.stop()))
    await ledger.close()
    await postgres.stop()
  })

  const store = async (...arrivals: [id: string, occurredAt: number][]) => {
    await storeDeliveries(ledger.queries, arrivals.map(arrivalOf))
    inboxes[0]?.wake()
  }
  const effects = async () => {
    const { rows } = await ledger.queries.execute<{ delivery: string }>(
      sql`select delivery from effects order by position`,
    )
    return rows.map(({ delivery }) => delivery)
  }
  const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 20 })

  test('what is stored is handled in the order in which it happened, and what comes later after it', async () => {
    await store(['late', 30], ['early', 10], ['middle', 20])
    await eventually(async () => expect(await effects()).toEqual(['early', 'middle', 'late']))
    await store(['last', 5])
    await eventually(async () => expect(await effects()).toEqual(['early', 'middle', 'late', 'last']))
  })

  test('a delivery that fails for a while is handled later, its failed attempts leave nothing', async () => {
    let failures = 2
    handle = async (writing, delivery) => {
      await effect(writing, delivery)
      if (delivery.id === 'shaky' && failures-- > 0) throw new Error('not yet')
    }
    await store(['shaky', 1], ['good', 2])
    // Which of them is first is open: two inboxes take them, and a failure is tried again at once.
    await eventually(async () => expect((await effects()).toSorted()).toEqual(['good', 'shaky']))
    expect(await listDead(ledger.queries)).toEqual([])
  })

  test('a poisonous delivery holds nobody up, dies visibly, and is handled once it can be', async () => {
    let poisonous = true
    handle = async (writing, delivery) => {
      await effect(writing, delivery)
      if (delivery.id === 'poison' && poisonous) throw new Error('cannot be handled')
    }
    await store(['poison', 1], ['good', 2])

    await eventually(async () =>
      expect(await listDead(ledger.queries)).toMatchObject([{ id: 'poison', error: 'cannot be handled' }]),
    )
    expect(await effects()).toEqual(['good'])
    expect(await registry.metrics()).toContain('tributary_inbox_deliveries{status="dead"} 1')

    expect(await ledger.jobs.takeUpDead()).toBe(1)
    poisonous = false
    expect(await redrive(ledger.queries, 'poison')).toBe(true)
    await eventually(async () => expect(await effects()).toEqual(['good', 'poison']))
  })

  test('any doubling, order, concurrency and failure of two inboxes: each delivery is handled exactly once', async () => {
    const arrivals = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()), { minLength: 1 })
    let run = 0
    await fc.assert(
      fc.asyncProperty(arrivals, async (arrived) => {
        run += 1
        const idOf = (n: number) => `${run}-${n}`
        await ledger.queries.execute(sql`truncate effects`)
        const shaky = new Set(arrived.filter(([, fails]) => fails).map(([n]) => idOf(n)))
        handle = async (writing, delivery) => {
          await effect(writing, delivery)
          if (shaky.delete(delivery.id)) throw new Error('once')
        }
        await Promise.all(arrived.map(([n]) => store([idOf(n), n % 5])))
        const expected = [...new Set(arrived.map(([n]) => idOf(n)))].toSorted()
        await eventually(async () => expect((await effects()).toSorted()).toEqual(expected))
      }),
      { numRuns: 5 },
    )
  })
})

type Handle = (writing: Writing, delivery: Delivery) => Promise<void>

const effect: Handle = async ({ queries }, { id, payload }) => {
  expect(payload).toEqual({ of: id })
  await queries.execute(sql`insert into effects (delivery) values (${id})`)
}

function arrivalOf([id, occurredAt]: [string, number]) {
  const body = Buffer.from(JSON.stringify({ of: id }))
  return { id, event: 'issues', occurredAt, rank: 0, body }
}
