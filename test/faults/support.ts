import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import { openWallet } from '../../src/chain/wallet.ts'
import { createTreasury } from '../../src/cli/treasury/create.ts'
import { startArticles } from '../../src/local/articles/server.ts'
import { type Clock, openClock } from '../../src/local/clock.ts'
import { type LocalGitHub, startGitHub } from '../../src/local/github/server.ts'
import { type Subtensor, type SubtensorOptions, startSubtensor } from '../../src/local/subtensor/node.ts'
import { type Market, openMarket } from '../../src/local/world/market.ts'
import { FLOAT_ENDOWMENT, SIGNER } from '../../src/local/world/people.ts'
import { openWallets, type Wallets } from '../../src/local/world/wallets.ts'
import { fortunes } from '../../src/local/world/world.ts'
import type { Bill } from '../../src/mechanisms/deposit/slice.ts'
import { GRACE } from '../../src/mechanisms/kernel/grace.ts'
import { isUnregistered } from '../../src/mechanisms/launch/returning.ts'
import { RAO_PER_TAO } from '../../src/mechanisms/money.ts'
import { deadlines } from '../../src/mechanisms/subnet/deadlines.ts'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { makeBlankPglite } from '../blank-pglite.ts'
import { pair } from '../support/chain-world.ts'
import { freePort } from '../support/free-port.ts'
import { type AppChild, startAppChild } from './app-child.ts'
import type { Trap } from './app-under-test.ts'
import { openTally, type Tally } from './tally.ts'

type Extrinsic = SubmittableExtrinsic<'promise'>

// GitHub and Subtensor live in the test's process, with all their switches; the App in one of its own.

/** What is paid above the bill, and must come back. Rao. */
export const OVERPAID = RAO_PER_TAO / 2n

export interface FaultWorld {
  /** By which GitHub and Subtensor go. */
  readonly clock: Clock
  readonly github: LocalGitHub
  readonly subtensor: Subtensor
  readonly market: Market
  readonly tally: Tally
  readonly endowments: ReadonlyMap<string, bigint>
  /** SS58. */
  readonly treasury: string
  app: AppChild
  wallets: Wallets
  /** Starts the App again, on the same data and at the same address, and with a trap set from the first. */
  restart(trap?: Trap | null): Promise<void>
  /** Connects the people's wallets again, after their connections were cut. */
  reconnect(): Promise<void>
  stop(): Promise<void>
}

export interface FaultWorldOptions {
  readonly databaseUrl?: string
  readonly finalityLag?: number
  /** The treasury is an account without a key, for which key and guardian act. */
  readonly pure?: boolean
  /** Of the market, beside those that all have. */
  readonly settings?: string
  readonly networks?: SubtensorOptions['networks']
}

/** The worlds begin so long ago that no jump takes them past the present. Milliseconds. */
const LONG_AGO = 5 * 365 * 86_400_000

/** Of the market, with these beside them. */
const settingsWith = (more: string): string => `
dispute:
  duration: 7 days
link:
  allowed_hosts: [articles.test]
${more}`

export async function startFaultWorld(options: FaultWorldOptions = {}): Promise<FaultWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'faults-'))
  const articles = await startArticles()
  const clock = openClock({ ago: LONG_AGO })
  const github = await startGitHub({
    clock,
    marketFiles: { '.github/tributary.yml': settingsWith(options.settings ?? '') },
  })
  const fortune = await fortunes()
  const { validators, guardians } = fortune
  const { finalityLag = 2, databaseUrl, pure = false, networks } = options
  const endow = Object.fromEntries(fortune.endowments)
  const subtensor = await startSubtensor({ clock, endow, validators, finalityLag, networks })
  const { treasury, endowments } = pure ? await entrust(subtensor.url, fortune) : fortune
  const wallets = await openWallets(subtensor.url)
  for (let n = 1; n <= 9; n++) articles.set(`/${n}`, `<h1>Problem ${n}</h1>`)
  const { address, port, ca } = articles.destination
  await writeFile(join(directory, 'ca.pem'), ca)
  const appPort = await freePort()
  const ledger = join(directory, 'ledger')
  if (!databaseUrl) await makeBlankPglite(ledger)
  const settings = {
    APP_ID: String(github.app.id),
    PRIVATE_KEY: github.app.privateKey,
    WEBHOOK_SECRET: github.app.webhookSecret,
    GITHUB_API_URL: github.url,
    GITHUB_URL: github.url,
    GITHUB_THROTTLE: 'false',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : { DATA_DIRECTORY: ledger }),
    SUBTENSOR_ENDPOINTS: subtensor.url,
    TRIBUTARY_KEY: `//${SIGNER}`,
    GUARDIANS: guardians.join(','),
    THRESHOLD: '1',
    ...(pure ? { TREASURY: treasury } : {}),
    PORT: String(appPort),
    PUBLIC_URL: 'https://tributary.test',
    LINK_HOSTS: `${articles.host}=${address}:${port}`,
    LINK_CA_FILE: join(directory, 'ca.pem'),
  }
  const app = await startAppChild(settings)
  github.setWebhookUrl(`${app.url}/api/github/webhooks`)
  const world: FaultWorld = {
    clock,
    github,
    subtensor,
    wallets,
    app,
    endowments,
    treasury,
    market: openMarket(github, wallets),
    tally: openTally(() => world.wallets.api),
    restart: async (trap = null) => {
      world.app = await world.app.again(trap)
    },
    reconnect: async () => {
      await world.wallets.close()
      world.wallets = await openWallets(subtensor.url)
    },
    stop: async () => {
      await world.app.stop()
      await world.wallets.close()
      await Promise.all([subtensor.stop(), github.stop(), articles.stop()])
      await rm(directory, { recursive: true, force: true })
    },
  }
  return world
}

type Fortune = Pick<Awaited<ReturnType<typeof fortunes>>, 'guardians' | 'endowments'>

/** Makes the treasury and its float. Answers who has what then, beside the fees; rao. */
async function entrust(url: string, { guardians, endowments }: Fortune) {
  const wallet = await openWallet(url)
  try {
    const treasury = await createTreasury({
      wallet,
      pair: pair(SIGNER),
      guardians,
      threshold: 1,
      say: () => undefined,
    })
    await wallet.send(pair('Ferdie'), wallet.api.tx.balances.transferKeepAlive(treasury, FLOAT_ENDOWMENT))
    const { address } = pair(SIGNER)
    const left = (endowments.get(address) ?? 0n) - 2n * PROXY_DEPOSIT
    const after = new Map([...endowments, [address, left], [treasury, FLOAT_ENDOWMENT + PROXY_DEPOSIT]])
    return { treasury, endowments: after }
  } finally {
    await wallet.close()
  }
}

/** Of one delegate. The treasury's maker leaves one for the account, and gives it as much. Rao. */
const PROXY_DEPOSIT = 93_000_000n

/** The market's settings from now on. Resolves when the App has been told of them. */
export async function changeSettings({ market, github }: FaultWorld, settings: string): Promise<void> {
  await market.setSettings(settingsWith(settings))
  await github.control.idle()
}

/** Dana opens the n-th idea, which wants so many TAO; answers its issue. */
export function openIdea({ market }: FaultWorld, n: number, target = 20): Promise<number> {
  return market.openIdea('dana', {
    problem: `Problem ${n}`,
    link: `https://articles.test/${n}`,
    inefficiency: 'It costs too much.',
    solution: 'A subnet.',
    mechanism: 'The best answer earns.',
    roles: '- developer',
    target: String(target),
  })
}

/** Dana opens the n-th idea, waits for its bill, and pays more than it asks for: the rest must come back. */
export async function openAndOverpay(world: FaultWorld, n: number, target?: number): Promise<number> {
  const issue = await openIdea(world, n, target)
  await overpay(world, issue)
  return issue
}

/** Resolves when the payment is in a block that is not final yet. */
export async function overpay(world: FaultWorld, issue: number): Promise<void> {
  const { deposit } = await until(world, issue, 'it has a bill', (state) => state.deposit.bill !== null)
  const { api } = world.wallets
  const { fee, collateral, remark } = deposit.bill as Bill
  await sendToBlock(
    'dana',
    api.tx.utility?.batchAll?.([
      api.tx.balances?.burn?.(fee, true),
      api.tx.balances?.transferKeepAlive?.(deposit.bill?.into ?? '', collateral + OVERPAID),
      api.tx.system?.remarkWithEvent?.(remark),
    ]),
  )
}

/** Signs and sends as a person; resolves when it is in a block, final or not. */
export function sendToBlock(name: string, extrinsic: Extrinsic | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!extrinsic) throw new Error('this network does not have that call')
    const sending = extrinsic.signAndSend(pair(name), { nonce: -1 }, ({ status, isError }) => {
      if (isError) reject(new Error(`the extrinsic was ${status.type}`))
      if (status.isInBlock || status.isFinalized) resolve()
    })
    sending.catch(reject)
  })
}

const PATIENCE = 40_000

/** Waits until an idea is as wanted, whatever happens to the App meanwhile. */
export async function until(
  world: FaultWorld,
  issue: number,
  what: string,
  wanted: (state: SubnetState) => boolean,
  { patience = PATIENCE, meanwhile = async (_state: SubnetState): Promise<void> => undefined } = {},
): Promise<SubnetState> {
  const end = Date.now() + patience
  for (;;) {
    const states = await world.app.states()
    const state = states?.find(({ idea }) => idea?.issue === issue)
    if (state && wanted(state)) return state
    if (Date.now() > end) {
      const report = await world.app.report()
      const paid = Object.keys(state?.payments.settled ?? {})
      throw new Error(
        `idea #${issue}: waited in vain until ${what}; it is ${state?.phase}; paid: ${paid.join('; ')}; left: ${report?.left.join('; ')}`,
      )
    }
    if (state) await meanwhile(state)
    await sleep(100)
  }
}

/**
 * Waits as `until` does, and for as long as a launch takes, kills and all. Whenever the App has nothing left to do, the world
 * goes on to the idea's next deadline.
 */
export const untilTime = (
  world: FaultWorld,
  issue: number,
  what: string,
  wanted: (state: SubnetState) => boolean,
): Promise<SubnetState> => {
  const goOn = async (state: SubnetState): Promise<void> => {
    const { at } = deadlines(state)
    // What is to be registered is registered: it is not waited for until its time is over.
    if (isUnregistered(state)) return
    if (at === null || at <= world.clock.now()) return
    const report = await world.app.report()
    if (report?.left.length === 0) await jump(world, at)
  }
  return until(world, issue, what, wanted, { patience: 10 * PATIENCE, meanwhile: goOn })
}

/**
 * Moves the clock on until what ended at a moment, milliseconds UTC, is decided, and makes a block. Before that the App is told what was
 * said until then.
 */
export async function jump({ github, subtensor }: FaultWorld, at: number): Promise<void> {
  await github.control.idle()
  subtensor.control.advance(at + GRACE)
}

/** Its deposit was seen, its link has passed, and its crowdloan is paid for. */
export const untilOpen = (world: FaultWorld, issue: number): Promise<SubnetState> =>
  until(world, issue, 'its loan is open', ({ funding }) => funding?.stage === 'open')

/** Everybody who is paid or votes has a wallet. */
export async function linkPeople(world: FaultWorld): Promise<void> {
  const issue = await world.market.openIssue('ops', 'Link your wallet here', '')
  for (const login of ['dana', 'mia', 'vera', 'viktor', 'violet']) await world.market.link(login, issue)
}
