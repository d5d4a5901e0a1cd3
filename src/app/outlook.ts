import type { Logger } from 'pino'
import type { Chain } from '../chain/client.ts'
import { firstCursor } from '../chain/watcher/watcher.ts'
import { lookAhead } from '../handlers/dissolution/outlook.ts'
import { type Poller, startPoller } from '../intake/poller.ts'
import type { Ledger } from '../ledger/ledger.ts'

const EVERY = 60_000

/** Once a minute: whether one of our subnets is the next that the chain dissolves. */
export function startOutlook({
  chain,
  ledger,
  logger,
}: {
  readonly chain: Chain
  readonly ledger: Ledger
  readonly logger: Pick<Logger, 'warn'>
}): Poller {
  const look = async () => {
    await lookAhead(chain, ledger, async () => (await firstCursor(chain, ledger)).at)
    return false
  }
  const onError = (err: unknown) => logger.warn({ err }, 'who is dissolved next cannot be read')
  return startPoller(look, { pollEvery: EVERY, onError })
}
