import { Registry } from 'prom-client'
import { connectChain } from '../chain/client.ts'
import { loadKey, signWith } from '../chain/keystore.ts'
import { treasuryOf } from '../chain/pots.ts'
import type { Checkpoint } from '../chain/settlement/settlement.ts'
import { startChainSide } from '../chain/treasury.ts'
import { calls } from '../handlers/calls.ts'
import type { ErrandCheckpoint } from '../handlers/kit/errand.ts'
import { causesNotice } from '../handlers/notices.ts'
import { senses } from '../handlers/senses.ts'
import { changesThread } from '../handlers/thread.ts'
import { anyUnhandled } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { type Opening, openDoor } from './door.ts'
import { createHearing } from './hearing.ts'
import { createLog } from './log.ts'
import type { Settings } from './settings.ts'
import { startWork } from './work.ts'

/** One running App. */
export interface App {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  readonly ledger: Ledger
  /** Looks now at what is looked at once a minute beside the blocks. */
  lookOut(): void
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
  const { inbox, look, outlook } = await startWork(settings, parts)
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
  return { url: server.url, ledger, lookOut: () => outlook.wake(), stop }
}
