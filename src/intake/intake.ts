import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Database } from '../ledger/database.ts'
import { type Arrival, storeDeliveries } from '../ledger/deliveries.ts'
import { type Room, readBody } from './body.ts'
import { openGroups } from './groups.ts'
import { intakeMetrics } from './metrics.ts'
import { occurred } from './occurred.ts'
import { type ResponseName, responses, type WebhookResponse } from './responses.ts'
import { isSigned } from './signature.ts'

export interface IntakeOptions {
  readonly database: Pick<Database, 'kind' | 'queries'>
  /** The webhook's secret; the old one beside it while they are being changed. */
  readonly secrets: readonly string[]
  /** Names of the events that somebody handles: others are acknowledged and not stored. */
  readonly events: ReadonlySet<string>
  readonly registry: Registry
  readonly logger: Pick<Logger, 'warn' | 'error'>
  /** Called after each commit that brought something new. */
  readonly onStored?: () => void
  /** How long a delivery waits for the database before GitHub is told to count it as failed, in milliseconds. */
  readonly patience?: number
}

export interface Intake {
  /** Answers one request at the webhook address. Never throws, and never acknowledges what is not stored. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Finishes what came in; what comes now is told to come again. */
  drain(): Promise<void>
}

/** GitHub hangs up after 10 seconds. */
const PATIENCE = 8_000
/**
 * `largest`: bytes of bodies that are stored as one; whoever reads one of them reads them all. A server writes one group
 * to the disk while it takes the next; PGlite does one thing at a time, so that fewer and larger groups are best.
 */
const PACE = {
  postgresql: { lanes: 2, largest: 512 * 1024 },
  pglite: { lanes: 1, largest: 1024 * 1024 },
} as const
/** Bytes of bodies in memory. */
const MOST_HELD = 256 * 1024 * 1024

export function createIntake(options: IntakeOptions): Intake {
  const { database, secrets, events, logger, onStored } = options
  if (secrets.length === 0 || secrets.includes('')) throw new Error('the webhook needs a secret')
  const metrics = intakeMetrics(options.registry)
  const room: Room = { held: 0, most: MOST_HELD }
  const groups = openGroups<Arrival>({
    commit: store,
    patience: options.patience ?? PATIENCE,
    ...PACE[database.kind],
    sizeOf: ({ body }) => body.length,
    onError: (error) => logger.error({ err: error }, 'deliveries could not be stored'),
  })

  async function store(arrivals: readonly Arrival[]): Promise<void> {
    const stored = await storeDeliveries(database.queries, arrivals)
    metrics.stored.inc(stored)
    metrics.duplicates.inc(arrivals.length - stored)
    if (stored > 0) onStored?.()
  }

  async function take(request: IncomingMessage): Promise<ResponseName | 'gone'> {
    if (request.method !== 'POST') return 'method'
    const heading = readHeading(request)
    if (typeof heading === 'string') return heading
    const body = await readBody(request, room)
    if (typeof body === 'string') return body
    try {
      return await takeBody(heading, body)
    } finally {
      room.held -= body.length
    }
  }

  async function takeBody({ id, event, signature }: Heading, body: Buffer): Promise<ResponseName> {
    if (!isSigned(body, signature, secrets)) return 'signature'
    const payload = readObject(body)
    if (payload === undefined) return 'notJson'
    if (!events.has(event)) return 'ignored'
    const place = occurred(event, payload, Date.now())
    return (await groups.add({ id, event, ...place, body })) ? 'stored' : 'busy'
  }

  return {
    handle: async (request, response) => {
      const began = performance.now()
      const name = await take(request).catch((error: unknown) => {
        logger.error({ err: error }, 'a delivery could not be taken')
        return 'busy' as const
      })
      if (name === 'gone') return
      respond(request, response, responses[name])
      metrics.answered.inc({ answer: name })
      if (name === 'stored') metrics.acknowledged.observe((performance.now() - began) / 1000)
      else if (name !== 'ignored') logger.warn({ delivery: idOf(request), answer: name }, 'not stored')
    },
    drain: groups.drain,
  }
}

interface Heading {
  readonly id: string
  readonly event: string
  readonly signature: string
}

function readHeading({ headers }: IncomingMessage): Heading | 'headers' | 'type' {
  const id = headers['x-github-delivery']
  const event = headers['x-github-event']
  const signature = headers['x-hub-signature-256']
  if (!isDeliveryId(id)) return 'headers'
  if (typeof event !== 'string' || !/^[a-z_]{1,64}$/.test(event)) return 'headers'
  if (typeof signature !== 'string') return 'headers'
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return 'type'
  return { id, event, signature }
}

function readObject(body: Buffer): object | undefined {
  if (!isUtf8(body)) return undefined
  try {
    const payload: unknown = JSON.parse(body.toString())
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : undefined
  } catch {
    return undefined
  }
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { status, text, headers }: WebhookResponse,
): void {
  const unread = !request.complete
  response.writeHead(status, {
    'content-type': 'text/plain',
    'content-length': Buffer.byteLength(text),
    ...headers,
    ...(unread && { connection: 'close' }),
  })
  response.end(text)
  if (unread) discard(request)
}

/** Lets a sender who is still talking hear the answer, and then hangs up. */
function discard(request: IncomingMessage): void {
  request.resume()
  const hangUp = setTimeout(() => request.socket.destroy(), LAST_WORDS)
  request.once('close', () => clearTimeout(hangUp))
}

const LAST_WORDS = 2_000

/** An id to log: GitHub's, or nothing that somebody made up. */
function idOf({ headers }: IncomingMessage): string | undefined {
  const id = headers['x-github-delivery']
  return isDeliveryId(id) ? id : undefined
}

const isDeliveryId = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,64}$/.test(id)
