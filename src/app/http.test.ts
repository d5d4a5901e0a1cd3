import { Hono } from 'hono'
import { pino } from 'pino'
import { Counter, Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commentBody } from '../../bench/payload.ts'
import { deliver, SECRET } from '../../test/support/delivery.ts'
import { createIntake } from '../intake/intake.ts'
import { type Database, openDatabase } from '../ledger/database.ts'
import { deliveries } from '../ledger/schema.ts'
import type { AppHealth } from './health.ts'
import { type HttpServer, serveHttp, WEBHOOK_PATH } from './http.ts'

const good: AppHealth = {
  ok: true,
  database: 'reachable',
  chain: 'connected',
  block: 7,
  behind: 0,
  age: 4,
  fault: null,
  specVersion: 424,
  unserved: [],
  failing: { count: 0, oldest: null },
  outlook: {},
  deadlinesWaitSince: null,
}

let database: Database
let health = good
const metrics = new Registry()
const explorer = new Hono().get('/', (context) => context.text('ideas'))

const serve = (port = 0): Promise<HttpServer> => {
  const intake = createIntake({
    database,
    registry: new Registry(),
    logger: pino({ enabled: false }),
    secrets: [SECRET],
    events: new Set(['issue_comment']),
  })
  return serveHttp('127.0.0.1', port, { intake, explorer, metrics, health: async () => health })
}

let server: HttpServer
beforeAll(async () => {
  database = await openDatabase({})
  server = await serve()
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

test('a delivery is stored, and whatever else comes to its address is told how to send one', async () => {
  const webhook = server.url + WEBHOOK_PATH
  expect((await deliver(webhook, commentBody(1), { 'x-github-delivery': 'a' })).status).toBe(202)
  expect(await database.queries.select().from(deliveries)).toMatchObject([{ id: 'a' }])
  const visited = await fetch(webhook)
  expect([visited.status, visited.headers.get('allow')]).toEqual([405, 'POST'])
})

test('health is told by the status too', async () => {
  const read = async () => {
    const answer = await fetch(`${server.url}/healthz`)
    return [answer.status, await answer.json()]
  }
  expect(await read()).toEqual([200, good])
  health = { ...good, ok: false, chain: 'unreachable', fault: 'The node did not answer.' }
  expect(await read()).toEqual([503, health])
})

test('metrics are in the form that Prometheus reads, and all the rest is the explorer', async () => {
  new Counter({ name: 'seen_total', help: 'Seen', registers: [metrics] }).inc(3)
  const answer = await fetch(`${server.url}/metrics`)
  expect(answer.headers.get('content-type')).toBe(metrics.contentType)
  expect(await answer.text()).toContain('seen_total 3')
  expect(await (await fetch(server.url)).text()).toBe('ideas')
})

test('a port that is taken is told, and a stopped server is gone at once though connections were kept', async () => {
  const other = await serve()
  await expect(serve(Number(new URL(other.url).port))).rejects.toThrow('is taken: stop what listens there')
  await (await fetch(other.url)).text()
  const began = performance.now()
  await other.stop()
  expect(performance.now() - began).toBeLessThan(1_000)
  await expect(fetch(other.url)).rejects.toThrow()
})
