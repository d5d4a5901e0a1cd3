import { createEmulator, type SeedConfig } from 'emulate'
import type { Clock } from '../clock.ts'
import { stampBy } from './stamps.ts'

/** A row of the emulator's store: every row has these. */
export type Row = { id: number; created_at: string; updated_at: string }

export type Collection<T> = {
  insert(row: T): T & Row
  get(id: number): (T & Row) | undefined
  findBy(field: keyof T, value: unknown): (T & Row)[]
  findOneBy(field: keyof T, value: unknown): (T & Row) | undefined
  update(id: number, change: Partial<T>): (T & Row) | undefined
  delete(id: number): boolean
  all(): (T & Row)[]
}

export type Store = {
  collection<T>(name: string, indexed?: string[]): Collection<T>
  getData<T>(key: string): T | undefined
  setData(key: string, value: unknown): void
  snapshot(): unknown
  restore(snapshot: unknown): void
}

/** Whom a token stands for, as the emulator keeps it. */
export type TokenOwner = {
  login: string
  id: number
  scopes?: string[]
  /** ISO date; only the tokens of installations end. */
  expiresAt?: string
  installation?: { installationId: number; appId: number; permissions: Record<string, string> }
}

type Dispatch = (
  event: string,
  action: string | undefined,
  payload: Record<string, unknown>,
  owner: string,
  repo?: string,
) => Promise<void>

export type Emulator = {
  store: Store
  tokens: Map<string, TokenOwner>
  fetch: (request: Request) => Promise<Response>
  /** Called for every webhook event, in the order in which they happen. */
  onEvent: (listener: Dispatch) => void
  stop: () => Promise<void>
}

type Parts = {
  store: Store
  tokens: Map<string, TokenOwner>
  app: { fetch: Emulator['fetch'] }
  webhooks: { dispatch: Dispatch }
}
type Plugin = {
  register(
    app: Parts['app'],
    store: Store,
    webhooks: Parts['webhooks'],
    baseUrl: string,
    tokens: Parts['tokens'],
  ): void
}

/**
 * The module of `emulate` that holds its GitHub. The package exports no way to keep its state over a restart or to hear
 * of an event in order. So we take hold of its parts as it registers itself. The name belongs to the pinned version: a
 * new one fails here at once, and not in silence.
 */
const GITHUB_MODULE = 'dist-DWLNEG6M.js'
const partsByUrl = new Map<string, Parts>()
const clocksByUrl = new Map<string, Clock>()
let hooked: Promise<void> | undefined

async function hook(): Promise<void> {
  const url = new URL(GITHUB_MODULE, import.meta.resolve('emulate'))
  const { githubPlugin } = (await import(url.href)) as { githubPlugin: Plugin }
  const register = githubPlugin.register
  githubPlugin.register = (app, store, webhooks, baseUrl, tokens) => {
    const clock = clocksByUrl.get(baseUrl)
    if (clock) stampBy(clock, store)
    register(app, store, webhooks, baseUrl, tokens)
    partsByUrl.set(baseUrl, { app, store, webhooks, tokens })
  }
}

/**
 * Starts `emulate`'s GitHub; `baseUrl` is what its answers and payloads name as the API's and the site's address. What it
 * keeps bears the times of the clock.
 */
export async function startEmulator(baseUrl: string, seed: SeedConfig, clock: Clock): Promise<Emulator> {
  hooked ??= hook()
  await hooked
  clocksByUrl.set(baseUrl, clock)
  const server = await createEmulator({ service: 'github', port: 0, baseUrl, seed })
  const parts = partsByUrl.get(baseUrl)
  partsByUrl.delete(baseUrl)
  clocksByUrl.delete(baseUrl)
  if (!parts) {
    await server.close()
    throw new Error(`emulate did not register its GitHub through ${GITHUB_MODULE}: is it version 0.12.2?`)
  }
  return {
    store: parts.store,
    tokens: parts.tokens,
    fetch: (request) => parts.app.fetch(request),
    onEvent: (listener) => {
      parts.webhooks.dispatch = listener
    },
    stop: () => server.close(),
  }
}
