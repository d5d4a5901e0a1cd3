import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { commentBody } from '../../bench/payload.ts'
import { startPostgres } from '../../test/postgres.ts'
import { deliver, headersOf } from '../../test/support/delivery.ts'
import { type Door, openDoor } from '../../test/support/door.ts'
import { type Database, openDatabase, type Queries } from '../ledger/database.ts'
import { nextDelivery } from '../ledger/deliveries.ts'
import { deliveries } from '../ledger/schema.ts'
import { LARGEST_BODY } from './body.ts'
import { createIntake } from './intake.ts'

const databases = [
  { name: 'PGlite', start: async () => ({ url: undefined, stop: async () => undefined }) },
  { name: 'PostgreSQL', start: startPostgres },
] as const

describe.each(databases)('the front door on $name', ({ start }) => {
  let database: Database
  let postgres: Awaited<ReturnType<typeof start>>
  let door: Door
  beforeAll(async () => {
    postgres = await start()
    database = await openDatabase(postgres.url === undefined ? {} : { url: postgres.url })
    door = await openDoor(database)
  })
  beforeEach(() => database.queries.delete(deliveries))
  afterAll(async () => {
    await door.close()
    await database.close()
    await postgres.stop()
  })

  const stored = () => database.queries.select().from(deliveries)

  test('a delivery is stored as it was received, in its place, and then acknowledged', async () => {
    const body = commentBody(3)
    const answer = await deliver(door.url, body, { 'x-github-delivery': 'first' })

    expect(answer.status).toBe(202)
    const [row] = await stored()
    expect(row).toMatchObject({ id: 'first', event: 'issue_comment', status: 'stored', rank: 2_000_000_004 })
    expect(row?.occurredAt).toBe(Date.parse('2026-11-20T00:00:03Z'))
    const read = await nextDelivery(database.queries)
    expect(Buffer.from(read?.body ?? '').toString()).toBe(body)
    expect(door.woken()).toBeGreaterThan(0)
  })

  test('any order, doubling and concurrency of arrivals stores each delivery exactly once', async () => {
    const arrivals = fc
      .uniqueArray(fc.uuid(), { minLength: 1, maxLength: 30 })
      .chain((ids) => fc.array(fc.constantFrom(...ids), { minLength: ids.length, maxLength: 60 }))
    await fc.assert(
      fc.asyncProperty(arrivals, async (ids) => {
        await database.queries.delete(deliveries)
        const send = (id: string) => deliver(door.url, commentBody(1), { 'x-github-delivery': id })
        const answers = await Promise.all(ids.map(send))
        expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 202))
        expect((await stored()).map(({ id }) => id).toSorted()).toEqual([...new Set(ids)].toSorted())
      }),
      { numRuns: 10 },
    )
  })
})

describe('a bad request gets one clear answer and leaves nothing behind', () => {
  let database: Database
  let door: Door
  beforeAll(async () => {
    database = await openDatabase({})
    door = await openDoor(database)
  })
  afterAll(async () => {
    await door.close()
    await database.close()
  })

  const body = commentBody(1)
  test.each([
    ['a wrong signature', body, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, 401],
    ['a signature of something else', body, headersOf('{}'), 401],
    ['no signature', body, { 'x-hub-signature-256': undefined }, 400],
    ['no delivery id', body, { 'x-github-delivery': undefined }, 400],
    ['an id that is none', body, { 'x-github-delivery': 'a b' }, 400],
    ['an endless id', body, { 'x-github-delivery': 'a'.repeat(65) }, 400],
    ['no event', body, { 'x-github-event': undefined }, 400],
    ['a form instead of JSON', body, { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['text that is no JSON', '{"action":', {}, 400],
    ['nothing', '', {}, 400],
    ['a list', '[]', {}, 400],
    ['null', 'null', {}, 400],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}, 400],
  ])('%s', async (_what, sent, headers, status) => {
    const answer = await deliver(door.url, sent, headers)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toMatch(/\.$|\?$/)
    expect(await database.queries.select().from(deliveries)).toEqual([])
  })

  test('anything but POST', async () => {
    const answer = await fetch(door.url)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('an event that nobody handles is acknowledged and not stored', async () => {
    const answer = await deliver(door.url, '{"zen":"Design for failure."}', { 'x-github-event': 'ping' })
    expect(answer.status).toBe(202)
    expect(await database.queries.select().from(deliveries)).toEqual([])
  })

  test('a body announced as larger than GitHub sends is refused before it is read', async () => {
    const answer = await converse(door.url, { 'content-length': String(LARGEST_BODY + 1) }, [])
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  test('a body that grows larger than GitHub sends is refused while it is read, and is not kept', async () => {
    const megabyte = `${(1024 * 1024).toString(16)}\r\n${'x'.repeat(1024 * 1024)}\r\n`
    const before = process.memoryUsage().arrayBuffers
    const answer = await converse(door.url, { 'transfer-encoding': 'chunked' }, Array(40).fill(megabyte))
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * LARGEST_BODY)
  })

  test('a sender who leaves in the middle of a body harms nobody', async () => {
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
    socket.write(requestHead(door.url, { 'content-length': '1000' }))
    socket.end('{"action"')
    await text(socket).catch(() => undefined)
    expect((await deliver(door.url, body, { 'x-github-event': 'ping' })).status).toBe(202)
  })
})

test('a database that does not answer: GitHub is told in time, so that the delivery counts as failed', async () => {
  const queries = { execute: () => new Promise(() => undefined) } as unknown as Queries
  const door = await openDoor({ kind: 'postgresql', queries }, { patience: 100 })
  const answer = await deliver(door.url, commentBody(1))
  expect(answer.status).toBe(503)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  await door.close()
})

test('an App without a secret does not start', () => {
  const database = { kind: 'pglite', queries: {} as Queries } as const
  const options = { database, events: new Set<string>(), logger: pino({ enabled: false }) }
  for (const secrets of [[], ['']])
    expect(() => createIntake({ ...options, secrets, registry: new Registry() })).toThrow('secret')
})

function requestHead(url: string, extra: Record<string, string>): string {
  const headers = { host: new URL(url).host, ...headersOf(''), ...extra }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return `POST / HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
}

/** Speaks to the server byte by byte, and goes on talking until it is answered. */
async function converse(url: string, headers: Record<string, string>, parts: string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  let answer = ''
  socket.on('data', (data) => (answer += data)).on('error', () => undefined)
  socket.write(requestHead(url, headers))
  for (const part of parts) {
    if (answer !== '' || socket.destroyed) break
    await new Promise((resolve) => socket.write(part, resolve))
  }
  await new Promise((resolve) => (answer === '' ? socket.once('data', resolve) : resolve(undefined)))
  socket.destroy()
  return answer
}
