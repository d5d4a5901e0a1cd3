import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../../test/postgres.ts'
import { countRows, type Database, openDatabase } from './database.ts'
import {
  type Arrival,
  anyStored,
  countUnhandled,
  knownDeliveries,
  listDead,
  markFailed,
  markHandled,
  nextDelivery,
  readRetrying,
  redrive,
  storeDeliveries,
} from './deliveries.ts'

const databases = [
  { name: 'PGlite', start: async () => ({ url: undefined, stop: async () => undefined }) },
  { name: 'PostgreSQL', start: startPostgres },
] as const

describe.each(databases)('the inbox on $name', ({ start }) => {
  let database: Database
  let server: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    server = await start()
    database = await openDatabase(server.url === undefined ? {} : { url: server.url })
  })
  afterAll(async () => {
    await database.close()
    await server.stop()
  })

  test('a delivery is stored once, whatever is sent again, and each with its own bytes', async () => {
    const first = [arrivalOf('a', 30), arrivalOf('b', 20), arrivalOf('a', 30)]
    const again = [arrivalOf('b', 20), arrivalOf('c', 10), arrivalOf('d', 20, 5)]

    expect(await storeDeliveries(database.queries, first)).toBe(2)
    expect(await storeDeliveries(database.queries, again)).toBe(2)
    expect(await knownDeliveries(database.queries, ['a', 'd', 'nobody'])).toEqual(new Set(['a', 'd']))

    expect(await storeDeliveries(database.queries, first)).toBe(0)
    expect(await countRows(database.queries, 'packs')).toBe(2)
  })

  test('groups that share deliveries in another order are stored side by side, each delivery once', async () => {
    for (let round = 0; round < 10; round++) {
      const group = Array.from({ length: 300 }, (_, n) => arrivalOf(`shared-${round}-${n}`, 1))
      const both = [group, group.toReversed()].map((one) => storeDeliveries(database.queries, one))
      expect((await Promise.all(both)).reduce((sum, stored) => sum + stored, 0)).toBe(300)
    }
    await database.queries.execute(sql`delete from deliveries where id like 'shared-%'`)
  })

  test('they are handed out in the order in which they happened', async () => {
    const order: string[] = []
    for (let next = await nextDelivery(database.queries); next; next = await nextDelivery(database.queries)) {
      expect(Buffer.from(next.body).toString()).toBe(`body of ${next.id}`)
      order.push(next.id)
      await markHandled(database.queries, next.id)
    }
    expect(order).toEqual(['c', 'b', 'd', 'a'])
    expect(await anyStored(database.queries)).toBe(false)
  })

  test('a failed one waits aside, is given up visibly, and can be put back', async () => {
    await storeDeliveries(database.queries, [arrivalOf('poison', 1)])
    const aside = { from: 'stored', to: 'retrying', error: 'no such issue' } as const
    expect(await markFailed(database.queries, 'poison', aside)).toBe(true)
    expect(await markFailed(database.queries, 'poison', aside)).toBe(false)
    expect(await nextDelivery(database.queries)).toBeUndefined()
    expect(await readRetrying(database.queries, 'poison')).toMatchObject({ id: 'poison' })
    expect(await redrive(database.queries, 'poison')).toBe(false)

    expect(await markFailed(database.queries, 'poison', { from: 'retrying', to: 'dead' })).toBe(true)
    expect(await listDead(database.queries)).toMatchObject([{ id: 'poison', error: 'no such issue' }])
    expect(await countUnhandled(database.queries)).toEqual({ stored: 0, retrying: 0, dead: 1 })

    expect(await redrive(database.queries, 'poison')).toBe(true)
    expect(await nextDelivery(database.queries)).toMatchObject({ id: 'poison' })
    expect(await listDead(database.queries)).toEqual([])
  })

  test('the inbox is found by its index, however much was handled', async () => {
    await database.queries.execute(sql`
      insert into deliveries (id, event, occurred_at, rank, pack, start, size, status)
      select 'old-' || n, 'issues', n, 0, 1, 0, 0, 'handled' from generate_series(1, 5000) as n`)
    await database.queries.execute(sql`analyze deliveries`)
    const plan = await database.queries.execute(sql`explain
      select id from deliveries where status = 'stored' order by occurred_at, rank, id limit 1`)
    expect(JSON.stringify(plan.rows)).toContain('deliveries_unhandled')
  })
})

function arrivalOf(id: string, occurredAt: number, rank = 0): Arrival {
  return { id, event: 'issues', occurredAt, rank, body: Buffer.from(`body of ${id}`) }
}
