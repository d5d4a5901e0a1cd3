import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { approved } from '../chain/calls.ts'
import { type Chain, connectChain } from '../chain/client.ts'
import { loadKey, signWith } from '../chain/keystore.ts'
import { signatoriesOf, type Treasury, treasuryOf } from '../chain/pots.ts'
import { readCall } from '../chain/read-call.ts'
import type { Checkpoint } from '../chain/settlement/settlement.ts'
import { spendable } from '../chain/spendable.ts'
import { type ChainSide, startChainSide } from '../chain/treasury.ts'
import { createExplorer } from '../explorer/explorer.ts'
import type { Sign } from '../explorer/resource.ts'
import { repositoryNamed } from '../github/api.ts'
import { connectGitHub } from '../github/client.ts'
import type { Places } from '../github/places.ts'
import { followInstallations } from '../github/reinstalled.ts'
import { calls } from '../handlers/calls.ts'
import { type Apply, prepareDelivery } from '../handlers/deliver.ts'
import { units } from '../handlers/fields.ts'
import type { ErrandCheckpoint } from '../handlers/kit/errand.ts'
import { createConfigReader } from '../handlers/market/configs.ts'
import { causesNotice } from '../handlers/notices.ts'
import { panels } from '../handlers/panels.ts'
import { readPull } from '../handlers/proposal/pull-now.ts'
import { resources } from '../handlers/resources.ts'
import { prepareOn } from '../handlers/sales/offer.ts'
import { sayFrom } from '../handlers/say.ts'
import { readElectorate } from '../handlers/scoring/electorate.ts'
import { membersOf } from '../handlers/scoring/team.ts'
import { senses } from '../handlers/senses.ts'
import { changesThread } from '../handlers/thread.ts'
import { eventHandlers } from '../handlers/webhooks.ts'
import { sentences } from '../handlers/words.ts'
import { startInbox } from '../intake/inbox.ts'
import { createIntake } from '../intake/intake.ts'
import { type Looking, startLook } from '../intake/look.ts'
import type { Poller } from '../intake/poller.ts'
import { startRecovery } from '../intake/recover.ts'
import { anyUnhandled } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { repositoryOf } from '../ledger/surfaces.ts'
import { readUnserved, type Unserved } from '../ledger/unserved.ts'
import { readAppHealth } from './health.ts'
import { createHearing, type Hearing } from './hearing.ts'
import { type HttpServer, serveHttp } from './http.ts'
import { startJobWorkers } from './job-workers.ts'
import { ledgerMetrics } from './ledger-metrics.ts'
import { createLog } from './log.ts'
import { type Faults, startOutlook } from './outlook.ts'
import { createPorts, type PortsOptions } from './ports.ts'
import type { Settings } from './settings.ts'
import { startSweep } from './sweep.ts'

/** One running App. */
export interface App {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  readonly ledger: Ledger
  /** Finishes what came in, then closes everything. */
  stop(): Promise<void>
}

export interface AppOptions {
  /** For fault tests: called where the process may be killed. */
  readonly checkpoint?: (name: Checkpoint | ErrandCheckpoint) => Promise<void> | void
  /** For fault tests: milliseconds that a node's answer may take, where nobody wants to wait for ten seconds. */
  readonly requestTimeout?: number
}

/** Wires the modules together and opens the door. If a part fails to start, what was opened is closed again. */
export async function startApp(settings: Settings, options: AppOptions = {}): Promise<App> {
  const closing: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).toReversed()) await close()
  }
  try {
    return await wire(settings, options, closing, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function wire(
  settings: Settings,
  { checkpoint, ...options }: AppOptions,
  closing: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<App> {
  const log = createLog(settings.logLevel)
  const ledger = await openLedger({
    url: settings.databaseUrl,
    directory: settings.dataDirectory || undefined,
    changesThread,
    causesNotice,
    onError: (error) => log.error({ reason: error.message }, 'job queue failed'),
    onFailure: ({ queue, key, failures, error }) =>
      log.warn({ queue, key, failures, reason: error }, 'what is wanted failed, and will be tried again'),
  })
  closing.push(() => ledger.close())
  const key = await loadKey(settings.keySource)
  const { guardians, threshold } = settings
  const treasury = treasuryOf(key.address, guardians, threshold, settings.treasury)
  const { hearing, start: listen } = createHearing()
  const opening: Opening = {
    log,
    ledger,
    treasury,
    sign: signWith(key),
    closing,
    hearing,
    faults: new Map(),
    metrics: new Registry(),
    side: null,
    wake: null,
  }
  // A port that is taken is noticed before anything is signed, and what GitHub sends meanwhile is stored.
  const server = await openDoor(settings, opening)
  const chain = await connectChain({ endpoints: settings.endpoints, logger: log, ...options })
  closing.push(() => chain.close())
  const side = await startChainSide({
    chain,
    ledger,
    calls,
    senses,
    key,
    guardians,
    threshold,
    address: settings.treasury,
    approvalTimeout: settings.approvalTimeout,
    caps: settings.caps,
    paused: settings.paused,
    allowUsedTreasury: settings.allowUsedTreasury,
    heardUpTo: hearing.upTo,
    logger: log,
    ...(checkpoint ? { checkpoint } : {}),
  })
  opening.side = side
  closing.push(() => side.stop())
  const parts = { ...opening, chain, side, checkpoint, url: server.url }
  const { inbox, look } = await startWork(settings, parts)
  const ears = listen({
    isLookThrough: look.isThrough,
    look: look.wake,
    isUnhandled: () => anyUnhandled(ledger.queries),
    isConnected: () => side.status().chain.connected,
    logger: log,
  })
  closing.push(() => ears.stop())
  opening.wake = () => inbox.wake()
  inbox.wake()
  log.info({ url: server.url, treasury: treasury.address }, 'listening')
  return { url: server.url, ledger, stop }
}

interface Opening {
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
async function openDoor(settings: Settings, opening: Opening): Promise<HttpServer> {
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
    }),
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

interface WorkParts extends Pick<Opening, 'log' | 'ledger' | 'closing' | 'metrics' | 'hearing' | 'faults'> {
  readonly chain: Chain
  readonly side: ChainSide
  readonly checkpoint: AppOptions['checkpoint'] | undefined
  readonly url: string
}

/** Does what lies in the inbox and in the queues. */
async function startWork(
  settings: Settings,
  { log, ledger, chain, side, checkpoint, closing, metrics, hearing, faults, url }: WorkParts,
): Promise<{ inbox: Poller; look: Looking }> {
  const github = followInstallations(connectGitHub(settings, log), async (installation) => {
    const repository = await repositoryOf(ledger.queries, installation)
    return repository === null ? null : repositoryNamed(repository)
  })
  const configs = createConfigReader(ledger, github)
  const electorate: PortsOptions['electorate'] = async (linked, stake, netuid) =>
    (await readElectorate(chain, linked, stake, netuid)).electorate
  const team: PortsOptions['team'] = (installation, source) =>
    membersOf({ github, queries: ledger.queries }, installation, source)
  const ports = createPorts({
    ledger,
    configs,
    electorate,
    team,
    pullNow: readPull(github),
    spendable: (address) => spendable(chain, address),
    prepare: prepareOn(chain),
  })
  const places: Places = {
    explorer: settings.publicUrl ?? url,
    github: settings.githubUrl,
    node: settings.publicNodeUrl,
    approval: (open, signatory) =>
      readCall(chain.api(), open.callData) && approved(chain.api(), signatory, open).method.toHex(),
  }
  await startJobWorkers({
    ledger,
    chain,
    treasury: side.treasury.address,
    github,
    configs,
    places,
    log,
    checkpoint,
    localHosts: settings.linkHosts,
    appId: settings.appId,
  })
  const inbox = await startInbox({
    ledger,
    registry: metrics,
    logger: log,
    prepare: (delivery) =>
      prepareDelivery(delivery, ports, (unread) => {
        log.warn({ delivery: delivery.id, ...unread }, 'what was written here cannot be read')
      }),
    handle: async (writing, { event }, apply: Apply) => {
      for (const { fought: subject } of await apply(writing))
        if (subject)
          log.warn(
            { subject },
            'somebody changes our comment again and again: it is put back every few minutes',
          )
      side.settleSoon()
      // While the App was suspended, nothing was told.
      if (event === 'installation') hearing.doubt()
    },
  })
  closing.push(() => inbox.stop())
  const lookOptions = { queries: ledger.queries, asInstallation: github.asInstallation, logger: log }
  const look = startLook({ ...lookOptions, onStored: () => inbox.wake() })
  closing.push(() => look.stop())
  const recovery = startRecovery({ queries: ledger.queries, github: github.asApp, logger: log })
  closing.push(() => recovery.stop())
  const sweep = startSweep({ ledger, registry: metrics, logger: log })
  closing.push(() => sweep.stop())
  const outlook = startOutlook({ chain, ledger, faults, registry: metrics, logger: log })
  closing.push(() => outlook.stop())
  return { inbox, look }
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
