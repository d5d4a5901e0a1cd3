import type { Logger } from 'pino'
import type { Chain } from '../chain/client.ts'
import { firstCursor } from '../chain/watcher/watcher.ts'
import { lookAhead } from '../handlers/dissolution/outlook.ts'
import { compareOn, type Looked, lookForDrift } from '../handlers/drift/look.ts'
import { takeReadings } from '../handlers/launch/readings.ts'
import { type Poller, startPoller } from '../intake/poller.ts'
import type { Ledger } from '../ledger/ledger.ts'

const EVERY = 60_000

/**
 * Once a minute: whether one of our subnets is the next that the chain dissolves, what registering costs, and what the treasuries hold.
 * Once a day: how live subnets differ from their architecture.
 */
export function startOutlook({
  chain,
  ledger,
  logger,
}: {
  readonly chain: Chain
  readonly ledger: Ledger
  readonly logger: Pick<Logger, 'warn'>
}): Poller {
  const looked: Looked = new Map()
  const look = async () => {
    const now = async () => (await firstCursor(chain, ledger)).at
    await lookAhead(chain, ledger, now)
    await takeReadings(chain, ledger, now)
    await lookForDrift(ledger, compareOn(chain), now, looked)
    return false
  }
  const onError = (err: unknown) =>
    logger.warn(
      { err },
      'who is dissolved next, what registering costs, or what differs from an architecture, cannot be read',
    )
  return startPoller(look, { pollEvery: EVERY, onError })
}
