import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { signatoriesOf, type Treasury } from '../chain/pots.ts'
import type { ChainSide } from '../chain/treasury.ts'
import { createExplorer } from '../explorer/explorer.ts'
import type { Sign } from '../explorer/resource.ts'
import { units } from '../handlers/fields.ts'
import { settingsInForce } from '../handlers/market/in-force.ts'
import { panels } from '../handlers/panels.ts'
import { resources } from '../handlers/resources.ts'
import { sayFrom } from '../handlers/say.ts'
import { eventHandlers } from '../handlers/webhooks.ts'
import { sentences } from '../handlers/words.ts'
import { createIntake } from '../intake/intake.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { readUnserved, type Unserved } from '../ledger/unserved.ts'
import { readAppHealth } from './health.ts'
import type { Hearing } from './hearing.ts'
import { type HttpServer, serveHttp } from './http.ts'
import { ledgerMetrics } from './ledger-metrics.ts'
import type { Faults } from './outlook.ts'
import type { Settings } from './settings.ts'

export interface Opening {
  readonly log: Logger
  readonly ledger: Ledger
  readonly treasury: Treasury
  readonly sign: Sign
  readonly closing: (() => Promise<unknown>)[]
  readonly metrics: Registry
  readonly hearing: Hearing
  /** What cannot be looked at beside the blocks. */
  readonly faults: Faults
  /** Null until the chain's side has started. */
  side: ChainSide | null
  /** Null until the inbox is looked at. */
  wake: (() => void) | null
}

/** Stores what GitHub sends, and shows what the ledger holds. */
export async function openDoor(settings: Settings, opening: Opening): Promise<HttpServer> {
  const { log, ledger, closing, metrics, hearing } = opening
  ledgerMetrics(metrics, ledger)
  const intake = createIntake({
    database: ledger.database,
    secrets: settings.webhookSecrets,
    events: new Set(Object.keys(eventHandlers)),
    registry: metrics,
    logger: log,
    onStored: () => opening.wake?.(),
  })
  closing.push(() => intake.drain())
  const explorer = createExplorer({
    ledger,
    links: { github: settings.githubUrl, chain: settings.chainExplorerUrl },
    title: 'Tributary',
    panels,
    sentences,
    units,
    say: sayFrom({
      explorer: settings.publicUrl ?? '',
      github: settings.githubUrl,
      node: settings.publicNodeUrl,
      treasury: opening.treasury.address,
    }),
    rules: settingsInForce,
    resources,
    treasury: custodyOf(opening.treasury),
    sign: opening.sign,
    onError: (error) => log.error({ reason: error.message }, 'page cannot be shown'),
  })
  const unserved = await namedUnserved(ledger, log)
  const health = () =>
    readAppHealth(
      ledger,
      () => opening.side?.status() ?? null,
      unserved,
      hearing.waitingSince(),
      opening.faults,
    )
  const server = await serveHttp(settings.host, settings.port, { intake, explorer, metrics, health })
  closing.push(() => server.stop())
  return server
}

/** What an earlier version left is nobody's work any more: the operator is told of it. */
async function namedUnserved({ queries }: Ledger, log: Logger): Promise<readonly Unserved[]> {
  const unserved = await readUnserved(queries)
  for (const { queue, jobs } of unserved) {
    log.warn({ queue, jobs }, 'jobs wait in a queue of an earlier version, and nothing works it')
  }
  return unserved
}

const custodyOf = ({ address, multisig, threshold, ...own }: Treasury) => ({
  address,
  multisig,
  threshold,
  signatories: signatoriesOf(own),
})
