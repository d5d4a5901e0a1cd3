import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from '../../app/settings.ts'
import { type App, startApp } from '../../app/start.ts'
import { treasuryOf } from '../../chain/pots.ts'
import { countRows } from '../../ledger/database.ts'
import { anyStored } from '../../ledger/deliveries.ts'
import { GRACE } from '../../mechanisms/kernel/grace.ts'
import { alpha, RAO_PER_TAO, rao } from '../../mechanisms/money.ts'
import { type Articles, startArticles } from '../articles/server.ts'
import { type Clock, openClock } from '../clock.ts'
import { type LocalGitHub, startGitHub } from '../github/server.ts'
import { type Subtensor, type SubtensorOptions, startSubtensor } from '../subtensor/node.ts'
import { type Market, openMarket } from './market.ts'
import {
  ENDOWMENTS,
  FLOAT_ENDOWMENT,
  GUARDIAN,
  GUARDIAN_ENDOWMENT,
  SIGNER,
  SIGNER_ENDOWMENT,
  STAKES,
} from './people.ts'
import { openSteering } from './steering.ts'
import { openAddresses, openWallets, type Wallets } from './wallets.ts'

/** Everything there is on one machine: GitHub, Subtensor, articles, and one App between them. */
export interface World {
  readonly github: LocalGitHub
  readonly subtensor: Subtensor
  readonly articles: Articles
  readonly wallets: Wallets
  readonly market: Market
  readonly app: App
  /** By which GitHub and Subtensor go. */
  readonly clock: Clock
  /** What each address had when the network began, rao. */
  readonly endowments: ReadonlyMap<string, bigint>
  /** SS58 of the treasury's multisig account: the float. */
  readonly treasury: string
  /** How many of the App and its guardians must approve a call of the treasury's. */
  readonly threshold: number
  /** Resolves when this many accounts are linked; rejects after a minute and a half. */
  linked(accounts: number): Promise<void>
  /**
   * Moves the clock on until what ended at a moment, milliseconds UTC, is decided, and makes a block. Before that the App hears what was
   * said until then.
   */
  jump(until: number): Promise<void>
  stop(): Promise<void>
}

export interface WorldOptions {
  /** Keeps everything over a restart; in memory when unset. */
  readonly directory?: string | undefined
  readonly databaseUrl?: string | undefined
  /** The market's `.github/tributary.yml`. */
  readonly settings?: string
  readonly articles: Readonly<Record<string, string>>
  /** How long ago the world began when it is started first, milliseconds; now when unset. */
  readonly ago?: number
  readonly logLevel?: string
  /** Which runtime the chain begins with, and the block after which it has a later one: see `SubtensorOptions`. */
  readonly runtime?: Pick<SubtensorOptions, 'spec' | 'upgrade'>
  /** Where the App finds GitHub's API, told where it is: what stands between them may fail. */
  readonly between?: (github: string) => Promise<string>
  /** Who acts for the treasury beside the App; one guardian who need not act when unset. */
  readonly guardians?: Guardians
  /** TCP ports on loopback; any that are free when unset. */
  readonly ports?: Ports
}

export interface Guardians {
  /** By the names of their development keys. */
  readonly names: readonly string[]
  readonly threshold: number
}

const IDLE_GUARDIAN: Guardians = { names: [GUARDIAN], threshold: 1 }

export interface Ports {
  readonly explorer: number
  readonly github: number
  readonly subtensor: number
}

const PATIENCE = 90_000

/** Starts all of it on free loopback ports. What was started is stopped again where a part fails to start. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of stops.toReversed()) await end()
    stops.length = 0
  }
  try {
    return await build(options, stops, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function build(
  options: WorldOptions,
  stops: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<World> {
  const { directory } = options
  const clock = openClock({
    ...(options.ago === undefined ? {} : { ago: options.ago }),
    file: clockFile(directory),
  })
  const articles = await startArticles()
  stops.push(() => articles.stop())
  for (const [path, html] of Object.entries(options.articles)) articles.set(path, html)
  const github = await startGitHub({
    clock,
    ...(options.ports ? { port: options.ports.github } : {}),
    ...(directory ? { dataDir: `${directory}/github` } : {}),
    ...(options.settings ? { marketFiles: { '.github/tributary.yml': options.settings } } : {}),
  })
  stops.push(() => github.stop())
  const { endowments, validators, treasury, guardians } = await fortunes(options.guardians)
  const subtensor = await startSubtensor({
    clock,
    endow: Object.fromEntries(endowments),
    validators,
    ...options.runtime,
    // A block that is not final yet is one of its kind: nobody learns more by waiting for two.
    finalityLag: 1,
    port: options.ports?.subtensor ?? 0,
    ...(directory ? { dataDirectory: `${directory}/subtensor` } : {}),
  })
  stops.push(() => subtensor.stop())
  const wallets = await openWallets(subtensor.url)
  stops.push(() => wallets.close())
  const app = await startApp({
    ...settingsOf(options, github, subtensor, articles, guardians),
    githubApiUrl: (await options.between?.(github.url)) ?? github.url,
  })
  stops.push(() => app.stop())
  github.setWebhookUrl(`${app.url}/api/github/webhooks`)
  const linked = async (accounts: number) => {
    const end = Date.now() + PATIENCE
    while ((await countRows(app.ledger.queries, 'links')) < accounts) {
      if (Date.now() > end) throw new Error(`Waited in vain until ${accounts} accounts are linked.`)
      await sleep(50)
    }
  }
  const jump = async (until: number) => {
    await github.control.idle()
    while (await anyStored(app.ledger.queries)) await sleep(20)
    subtensor.control.advance(until + GRACE)
  }
  const { ledger } = app
  const market = openMarket(github, wallets)
  github.steerBy(
    openSteering({ clock, jump, subtensor, wallets, ledger, market, marketId: github.market.id }),
  )
  return {
    clock,
    jump,
    github,
    subtensor,
    articles,
    wallets,
    market,
    app,
    endowments,
    treasury,
    threshold: (options.guardians ?? IDLE_GUARDIAN).threshold,
    linked,
    stop,
  }
}

/** Where the world's clock is kept. Undefined where nothing is. */
export const clockFile = (directory: string | undefined): string | undefined =>
  directory && `${directory}/clock.json`

/** Who has what when the network begins. */
export async function fortunes({ names, threshold } = IDLE_GUARDIAN) {
  const addressOf = await openAddresses()
  const guardians = names.map(addressOf)
  const treasury = treasuryOf(addressOf(SIGNER), guardians, threshold).address
  const fees = guardians.map((guardian) => [guardian, GUARDIAN_ENDOWMENT] as const)
  const people = [
    ...Object.entries(ENDOWMENTS).map(([name, amount]) => [addressOf(name), amount] as const),
    ...fees,
  ]
  const endowments = new Map([...people, [addressOf(SIGNER), SIGNER_ENDOWMENT], [treasury, FLOAT_ENDOWMENT]])
  const validators = Object.entries(STAKES).map(([name, stake]) => ({
    coldkey: addressOf(name),
    hotkey: addressOf(`${name}//hot`),
    stake,
  }))
  return { endowments, validators, treasury, guardians }
}

function settingsOf(
  options: WorldOptions,
  github: LocalGitHub,
  subtensor: Subtensor,
  articles: Articles,
  guardians: readonly string[],
): Settings {
  return {
    appId: github.app.id,
    privateKey: github.app.privateKey,
    webhookSecrets: [github.app.webhookSecret],
    githubApiUrl: github.url,
    githubUrl: github.url,
    githubThrottle: false,
    databaseUrl: options.databaseUrl,
    dataDirectory: options.directory ? `${options.directory}/ledger` : '',
    endpoints: [subtensor.url],
    keySource: { TRIBUTARY_KEY: `//${SIGNER}` },
    guardians,
    threshold: options.guardians?.threshold ?? IDLE_GUARDIAN.threshold,
    treasury: null,
    approvalTimeout: 7 * 86_400_000,
    caps: {
      perIntent: rao(2_000n * RAO_PER_TAO),
      perDay: rao(10_000n * RAO_PER_TAO),
      alpha: { perIntent: alpha(2_000n * RAO_PER_TAO), perDay: alpha(10_000n * RAO_PER_TAO) },
    },
    paused: false,
    allowUsedTreasury: false,
    host: '127.0.0.1',
    port: options.ports?.explorer ?? 0,
    publicUrl: null,
    publicNodeUrl: subtensor.url,
    chainExplorerUrl: null,
    linkHosts: new Map([[articles.host, articles.destination]]),
    logLevel: options.logLevel ?? 'warn',
  }
}
