import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { commentBody } from '../payload.ts'
import { type Connection, openConnection } from './connection.ts'
import type { Orders, Outcome } from './load.ts'

const DIFFERENT_BODIES = 1_000

interface Tally {
  refused: number
  readonly latencies: number[]
}

const [orders] = (await once(process, 'message')) as [Orders]
process.send?.(await run(orders))
process.disconnect()

async function run(orders: Orders): Promise<Outcome> {
  const requests = Array.from({ length: DIFFERENT_BODIES }, (_, n) => requestOf(orders, n))
  const connections = await Promise.all(
    Array.from({ length: orders.connections }, () => openConnection(orders.port)),
  )
  const send = senderOf(requests)
  const warmUp = { refused: 0, latencies: [] }
  await drive(orders, connections, send, orders.warmUpSeconds, warmUp)
  const tally = { refused: 0, latencies: [] }
  const seconds = await drive(orders, connections, send, orders.seconds, tally)
  for (const connection of connections) connection.close()
  return outcomeOf(tally, seconds, warmUp.latencies.length)
}

type Request = { head: string; body: Buffer }
type Send = (connection: Connection) => Promise<number>

function requestOf({ path, port, secret }: Orders, n: number): Request {
  const body = Buffer.from(commentBody(n))
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    'user-agent: GitHub-Hookshot/bench',
    'accept: */*',
    'content-type: application/json',
    'x-github-event: issue_comment',
    'x-github-hook-installation-target-type: integration',
    `x-hub-signature-256: sha256=${signature}`,
    `content-length: ${body.length}`,
  ]
  return { head: head.join('\r\n'), body }
}

/** Each delivery has an id of its own, as GitHub's have. */
function senderOf(requests: readonly Request[]): Send {
  const run = randomUUID().slice(0, 23)
  let sent = 0
  return (connection) => {
    const { head, body } = requests[sent % requests.length] as Request
    const id = `${run}-${(sent++).toString(16).padStart(12, '0')}`
    return connection.send(`${head}\r\nx-github-delivery: ${id}\r\n\r\n`, body)
  }
}

/** Sends for so many seconds and returns how long it really took until all was answered. */
async function drive(
  { rate }: Orders,
  connections: Connection[],
  send: Send,
  seconds: number,
  tally: Tally,
): Promise<number> {
  const began = performance.now()
  const end = began + seconds * 1000
  const one = async (connection: Connection, due: number) => {
    const status = await send(connection)
    if (status < 300) tally.latencies.push(performance.now() - due)
    else tally.refused += 1
  }
  if (rate === undefined) await atOnce(connections, one, end)
  else await onTime(connections, one, { began, rate, count: rate * seconds })
  return (performance.now() - began) / 1000
}

type One = (connection: Connection, due: number) => Promise<void>

async function atOnce(connections: readonly Connection[], one: One, end: number): Promise<void> {
  const work = async (connection: Connection) => {
    while (performance.now() < end) await one(connection, performance.now())
  }
  await Promise.all(connections.map(work))
}

/** At fixed times, whether earlier ones were answered or not: a server that stalls is charged for all who waited. */
async function onTime(
  connections: readonly Connection[],
  one: One,
  { began, rate, count }: { began: number; rate: number; count: number },
): Promise<void> {
  const free = [...connections]
  const due: number[] = []
  const underWay = new Set<Promise<void>>()
  const start = (connection: Connection, moment: number) => {
    const sent = one(connection, moment).then(() => {
      underWay.delete(sent)
      const next = due.shift()
      if (next === undefined) free.push(connection)
      else start(connection, next)
    })
    underWay.add(sent)
  }
  for (let n = 0; n < count; n++) {
    const moment = began + (n * 1000) / rate
    const early = moment - performance.now()
    if (early > 0) await sleep(early)
    // In turn, so that none is idle for so long that the server closes it.
    const connection = free.shift()
    if (connection) start(connection, moment)
    else due.push(moment)
  }
  while (underWay.size > 0) await Promise.all(underWay)
}

function outcomeOf({ refused, latencies }: Tally, seconds: number, before: number): Outcome {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const acknowledged = latencies.length
  const acknowledgedInAll = acknowledged + before
  return { acknowledged, acknowledgedInAll, refused, seconds, p50: at(0.5), p99: at(0.99) }
}
