import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import type { Chain } from '../chain/client.ts'
import type { Treasury } from '../chain/pots.ts'
import { firstCursor } from '../chain/watcher/watcher.ts'
import { delegatesOn, lookForDelegates } from '../handlers/delegates/look.ts'
import { lookAhead } from '../handlers/dissolution/outlook.ts'
import { compareOn, type LookTimes, lookForDrift } from '../handlers/drift/look.ts'
import { takeReadings } from '../handlers/launch/readings.ts'
import { lookForReports, reportOn } from '../handlers/report/look.ts'
import { type Poller, startPoller } from '../intake/poller.ts'
import type { Ledger } from '../ledger/ledger.ts'

const EVERY = 60_000

/**
 * What is looked at beside the blocks:
 * - `dissolution`: whether one of our subnets is the next that the chain dissolves, once a minute
 * - `readings`: what registering costs, and what the treasuries hold, once a minute
 * - `reports`: how live subnets do, once a day
 * - `delegates`: whether the App's key may act for payrolls and hotkeys, once a day
 * - `drift`: how live subnets differ from their architecture, once a day, and once a minute where one does
 */
export const LOOKS = ['dissolution', 'readings', 'reports', 'delegates', 'drift'] as const
export type Look = (typeof LOOKS)[number]

export type Looks = Readonly<Record<Look, () => Promise<unknown>>>

/** Why the last try of a look failed; what succeeded is not named. */
export type Faults = Map<Look, string>

interface OutlookOptions {
  readonly faults: Faults
  readonly registry: Registry
  readonly logger: Pick<Logger, 'warn'>
}

export function startOutlook({
  chain,
  ledger,
  treasury,
  ...options
}: OutlookOptions & {
  readonly chain: Chain
  readonly ledger: Ledger
  readonly treasury: Treasury
}): Poller {
  const looked: LookTimes = new Map()
  const asked: LookTimes = new Map()
  const now = async () => (await firstCursor(chain, ledger)).at
  const onUnknownType = (reason: string) =>
    options.logger.warn({ reason }, 'a type of proxies is not known: the App’s key is not made one of it')
  const looks: Looks = {
    dissolution: () => lookAhead(chain, ledger, now),
    readings: () => takeReadings(chain, ledger, now),
    reports: () => lookForReports(ledger, reportOn(chain), now),
    delegates: () => lookForDelegates(ledger, delegatesOn(chain, treasury, onUnknownType), now, asked),
    drift: () => lookForDrift(ledger, compareOn(chain), now, looked),
  }
  outlookMetrics(options)
  const onError = (err: unknown) => options.logger.warn({ err }, 'the outlook fails')
  return startPoller(() => lookOut(looks, options), { pollEvery: EVERY, onError })
}

/** Each look by itself: one that fails holds up no other, and has an error of its own. */
export async function lookOut(
  looks: Looks,
  { faults, logger }: Pick<OutlookOptions, 'faults' | 'logger'>,
): Promise<boolean> {
  for (const look of LOOKS) {
    try {
      await looks[look]()
      faults.delete(look)
    } catch (err) {
      faults.set(look, err instanceof Error ? err.message : String(err))
      logger.warn({ err, look }, `${look}: this cannot be looked at, and is tried again in a minute`)
    }
  }
  return false
}

function outlookMetrics({ registry, faults }: Pick<OutlookOptions, 'registry' | 'faults'>): void {
  new Gauge({
    name: 'tributary_outlook_failing',
    help: '1 where the last look at this beside the blocks failed',
    labelNames: ['look'],
    registers: [registry],
    collect() {
      for (const look of LOOKS) this.set({ look }, faults.has(look) ? 1 : 0)
    },
  })
}
