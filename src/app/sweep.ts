import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import { type Poller, startPoller } from '../intake/poller.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { readFailing } from '../ledger/outstanding.ts'
import { takeStock } from '../ledger/stock.ts'

export interface SweepOptions {
  readonly ledger: Ledger
  readonly registry: Registry
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>
}

const EVERY = 5 * 60_000
/** How long a delivery that was given up lies until it is tried once more, in milliseconds. */
const DEAD_EVERY = 60 * 60_000

/**
 * Nothing that is wanted is forgotten: at once, and then every few minutes, what is outstanding and lies in no queue is taken up
 * again. It asks the ledger for these rows alone, so that what is in order costs nothing.
 */
export function startSweep(options: SweepOptions): Poller {
  const { ledger, registry, logger } = options
  failingMetrics(registry, ledger)
  let deadAt = Number.NEGATIVE_INFINITY
  const look = async () => {
    const isDeadDue = performance.now() - deadAt >= DEAD_EVERY
    await sweep(options, isDeadDue)
    if (isDeadDue) deadAt = performance.now()
    return false
  }
  const onError = (error: unknown) => logger.error({ err: error }, 'what is outstanding cannot be looked for')
  return startPoller(look, { pollEvery: EVERY, onError })
}

/** One look; `withDead` tries deliveries that were given up, too. */
export async function sweep(
  { ledger, logger }: Pick<SweepOptions, 'ledger' | 'logger'>,
  withDead: boolean,
): Promise<void> {
  await takeStock(ledger)
  const taken = (await ledger.jobs.takeUp()) + (withDead ? await ledger.jobs.takeUpDead() : 0)
  if (taken > 0) logger.info({ taken }, 'what was outstanding is taken up again')
  const { count, oldest } = await readFailing(ledger.queries)
  if (oldest !== null)
    logger.warn({ count, oldest: new Date(oldest).toISOString() }, 'what is wanted fails, and is tried again')
}

function failingMetrics(registry: Registry, ledger: Ledger): void {
  const registers = [registry]
  new Gauge({
    name: 'tributary_failing',
    help: 'What is wanted of GitHub or the chain, has failed and is tried again',
    registers,
    async collect() {
      this.set((await readFailing(ledger.queries)).count)
    },
  })
  new Gauge({
    name: 'tributary_failing_oldest_seconds',
    help: 'For how long the oldest of what fails is wanted; 0 where nothing fails',
    registers,
    async collect() {
      const { oldest } = await readFailing(ledger.queries)
      this.set(oldest === null ? 0 : (Date.now() - oldest) / 1_000)
    },
  })
}
