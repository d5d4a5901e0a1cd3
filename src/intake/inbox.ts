import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Queries } from '../ledger/database.ts'
import {
  isRetrying,
  markFailed,
  markHandled,
  nextDelivery,
  nextId,
  readRetrying,
  type StoredDelivery,
} from '../ledger/deliveries.ts'
import type { Ledger, Writing } from '../ledger/ledger.ts'
import { inboxMetrics } from './metrics.ts'
import { type Poller, startPoller } from './poller.ts'

/** A delivery as its handler sees it. The payload is whatever GitHub sent: nothing in it is checked yet. */
export interface Delivery {
  readonly id: string
  readonly event: string
  readonly payload: unknown
}

export interface InboxOptions<Ready = void> {
  readonly ledger: Ledger
  /** Finds out outside what the delivery needs, before anything is locked. */
  readonly prepare?: (delivery: Delivery) => Promise<Ready>
  /**
   * Does all that follows from a delivery through `writing` alone. Its effects and the mark that it was handled are one
   * transaction: seen twice means processed once, and a throw leaves nothing behind.
   */
  readonly handle: (writing: Writing, delivery: Delivery, ready: Ready) => Promise<void>
  readonly registry: Registry
  readonly logger: Pick<Logger, 'warn' | 'error'>
  /** Milliseconds between looks for what another process stored. */
  readonly pollEvery?: number
}

/**
 * Handles stored deliveries one after another, in the order in which things happened, in one process at a time.
 * - A delivery that fails steps aside for the others. The job queue tries it again, less and less often.
 * - When the queue gives up, the delivery is dead: `listDead` shows it, `redrive` puts it back.
 * - `wake` it when something was stored.
 * - `stop` ends after the delivery in hand. The next start handles what is left.
 */
export async function startInbox<Ready = void>(options: InboxOptions<Ready>): Promise<Poller> {
  const { ledger, handle, logger, pollEvery = 1_000 } = options
  const prepare = options.prepare ?? (async () => undefined as Ready)
  const metrics = inboxMetrics(options.registry, ledger)

  /** Handles the next one, if there is one: true where there may be more. */
  async function handleNext(): Promise<boolean> {
    const next = await nextDelivery(ledger.queries)
    if (!next) return false
    try {
      const isNext = async (queries: Queries) => (await nextId(queries)) === next.id
      if (await finish(next, isNext)) metrics.handled.inc()
    } catch (error) {
      await stepAside(next.id, error)
    }
    return true
  }

  /** False where another process was faster, or something that happened earlier has come meanwhile. */
  async function finish(
    { id, event, body }: StoredDelivery,
    isDue: (queries: Queries) => Promise<boolean>,
  ): Promise<boolean> {
    const delivery = { id, event, payload: JSON.parse(Buffer.from(body).toString()) as unknown }
    const ready = await prepare(delivery)
    return ledger.write(async (writing) => {
      if (!(await isDue(writing.queries))) return false
      await handle(writing, delivery, ready)
      await markHandled(writing.queries, id)
      return true
    })
  }

  async function stepAside(id: string, error: unknown): Promise<void> {
    metrics.failed.inc()
    logger.error({ err: error, delivery: id }, 'a delivery failed, and will be tried again')
    await ledger.write(async ({ queries, enqueue }) => {
      const aside = { from: 'stored', to: 'retrying', error: textOf(error) } as const
      if (await markFailed(queries, id, aside)) await enqueue('deliver', id, { id })
    })
  }

  async function retry({ id }: { id: string }): Promise<void> {
    const delivery = await readRetrying(ledger.queries, id)
    if (!delivery) return
    try {
      if (await finish(delivery, (queries) => isRetrying(queries, id))) metrics.handled.inc()
    } catch (error) {
      metrics.failed.inc()
      logger.warn({ err: error, delivery: id }, 'a delivery failed again')
      await markFailed(ledger.queries, id, { from: 'retrying', to: 'retrying', error: textOf(error) })
      throw error
    }
  }

  await ledger.jobs.work('deliver', retry)
  await ledger.jobs.buried<{ id: string }>('deliver', ({ id }) => giveUp(ledger, id, logger))
  return startPoller(handleNext, {
    pollEvery,
    onError: (error) => logger.error({ err: error }, 'the inbox cannot be read'),
  })
}

async function giveUp(ledger: Ledger, id: string, logger: InboxOptions['logger']): Promise<void> {
  const dead = await markFailed(ledger.queries, id, { from: 'retrying', to: 'dead' })
  if (dead) logger.error({ delivery: id }, 'a delivery failed too often, and is given up')
}

/** What is kept of an error beside a delivery: its message, not its stack, and of a failed query not what it was given. */
function textOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, 1_000)
}
