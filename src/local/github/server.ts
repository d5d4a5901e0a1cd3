import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { type Clock, openClock } from '../clock.ts'
import type { Control } from './control.ts'
import { type Sender, startSender } from './deliveries.ts'
import { startEmulator } from './emulator.ts'
import { type Faults, openFaults } from './faults.ts'
import { openFront } from './front.ts'
import { openBackend } from './git/backend.ts'
import { installationPayload } from './payload.ts'
import { MARKET, ORGANISATION } from './people.ts'
import { furnish, grantManifest, makeTokens, type Secrets, seedOf, tieTokens } from './seed.ts'
import { type Keeper, openKeeper, readState, type Saved } from './state.ts'
import type { Steering, Wheel } from './steering.ts'
import { findRepository, openWorld, sure, theApp, theInstallation, type World } from './world.ts'

export type GitHubOptions = {
  /** Where to keep everything over a restart; without it nothing is kept. */
  dataDir?: string
  /** Port to listen on; by default the one of the last run in `dataDir` if it is free, else any free one. */
  port?: number
  /** Where the App listens for webhooks; without it they are not sent. See `setWebhookUrl`. */
  webhookUrl?: string
  /** Files of the market over those of the template, by path: settings for a story or a test. For a new market only. */
  marketFiles?: Record<string, string>
  /** The clock that stamps what is said and done here. Unset, it is a clock of its own that shows this machine's time. */
  clock?: Clock
  /** What git is called on this machine; `git` unless said. */
  git?: string
}

export type LocalGitHub = {
  /** Base address of the API and of the pages, without a slash at the end: `http://127.0.0.1:PORT`. */
  url: string
  app: { id: number; slug: string; privateKey: string; webhookSecret: string; installationId: number }
  market: { owner: string; repo: string; id: number }
  /** A token for each person, by login. */
  tokens: Record<string, string>
  /** Everybody's numeric id, by login. */
  users: Record<string, number>
  control: Control
  setWebhookUrl: (url: string) => void
  /** Lets threads' pages move the world that this GitHub is in. */
  steerBy: (steering: Steering) => void
  stop: () => Promise<void>
}

/**
 * Starts a GitHub on a free loopback port: the organisation `riverbed`, its repository `market` with the contents of
 * `templates/idea/market`, people with tokens, and the App of `app.yml` installed on all of it.
 */
export async function startGitHub(options: GitHubOptions = {}): Promise<LocalGitHub> {
  const saved = options.dataDir === undefined ? undefined : readState(options.dataDir)
  let front: ReturnType<typeof openFront> | undefined
  const server = createAdaptorServer({
    fetch: (request, env) => front?.fetch(request, env) ?? new Response('Starting', { status: 503 }),
  }) as Server
  const port = await listen(server, options.port, saved?.port)
  const url = `http://127.0.0.1:${port}`
  const secrets = saved?.secrets ?? makeSecrets()
  const world = openWorld(url, await startEmulator(url, seedOf(secrets), options.clock ?? openClock()))
  await (saved ? restore(world, saved) : furnish(world, secrets.tokens, options.marketFiles))
  grantManifest(world)
  tieTokens(world)

  const keeper =
    options.dataDir === undefined ? NO_KEEPER : openKeeper(options.dataDir, () => take(world, port, secrets))
  const sender = startSender(world, keeper.changed)
  const faults = openFaults()
  const git = openBackend(world, {
    kept: options.dataDir === undefined ? undefined : join(options.dataDir, 'git'),
    program: options.git ?? 'git',
  })
  const wheel: Wheel = { current: undefined }
  front = openFront({ world, sender, faults, git, tokens: secrets.tokens, wheel, changed: keeper.changed })
  keeper.changed()

  const local: LocalGitHub = {
    url,
    app: {
      id: theApp(world).app_id,
      slug: theApp(world).slug,
      privateKey: secrets.privateKey,
      webhookSecret: theApp(world).webhook_secret,
      installationId: theInstallation(world).installation_id,
    },
    market: {
      owner: ORGANISATION,
      repo: MARKET,
      id: sure(findRepository(world, ORGANISATION, MARKET), 'the market').id,
    },
    tokens: secrets.tokens,
    users: Object.fromEntries(world.users.all().map(({ login, id }) => [login, id])),
    control: controlOf(sender, faults),
    setWebhookUrl: (to) => setWebhookUrl(world, sender, to),
    steerBy: (steering) => {
      wheel.current = steering
    },
    stop: async () => {
      await sender.stop()
      keeper.stop()
      await Promise.all([world.emulator.stop(), close(server)])
      git.stop()
    },
  }
  if (options.webhookUrl !== undefined) local.setWebhookUrl(options.webhookUrl)
  return local
}

const NO_KEEPER: Keeper = { changed: () => {}, stop: () => {} }

function makeSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { privateKey, webhookSecret: randomBytes(20).toString('hex'), tokens: makeTokens() }
}

function take(world: World, port: number, secrets: Secrets): Saved {
  return {
    version: 1,
    port,
    secrets,
    tokens: [...world.emulator.tokens],
    store: world.emulator.store.snapshot(),
  }
}

async function restore(world: World, saved: Saved): Promise<void> {
  world.emulator.store.restore(saved.store)
  for (const [token, owner] of saved.tokens) world.emulator.tokens.set(token, owner)
}

function controlOf(
  { webhooks, release, redeliver, deliveries, idle }: Sender,
  { fail, calls, resetCalls }: Faults,
): Control {
  return { fail, calls, resetCalls, webhooks, release, redeliver, deliveries, idle }
}

/** The first time that the App listens, it hears that it was installed, as after the installation on GitHub. */
function setWebhookUrl(world: World, sender: Sender, url: string): void {
  sender.setUrl(url)
  const { store } = world.emulator
  if (store.getData('tributary.announced')) return
  store.setData('tributary.announced', true)
  sender.send('installation', installationPayload(world))
}

/** Listens on the wanted port, or on the one of the last run if it is still free, or on any. */
async function listen(server: Server, wanted: number | undefined, last: number | undefined): Promise<number> {
  try {
    server.listen(wanted ?? last ?? 0, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    if (wanted !== undefined || last === undefined) throw error
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  }
  return (server.address() as AddressInfo).port
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
