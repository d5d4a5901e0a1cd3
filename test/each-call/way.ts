import pino from 'pino'
import { connectGitHub, type GitHubApp } from '../../src/github/client.ts'
import type { Scene } from '../../src/local/github/testing/world.ts'

/** How GitHub answers one call of the App's. `lost`: it is done, and the answer never comes. */
export const FAULTS = [403, 404, 410, 422, 500, 'secondary limit', 'limit', 'cut', 'lost'] as const
export type CallFault = (typeof FAULTS)[number]

/** One call as it was made, such as `GET /repos/riverbed/home/pulls`. */
export type Call = string

/** A way to a local GitHub on which one call goes wrong, counted over all tries. */
export interface Way {
  /** As after a while: no limit is remembered. */
  readonly connect: () => GitHubApp
  /** In their order, without those for tokens. */
  readonly calls: Call[]
  /** How often something was asked after GitHub had set a limit, before a new connection. */
  pressed(): number
}

const silent = pino({ enabled: false })

/** `fails`: which call goes wrong, counted from 0; null where none does. */
export function openWay({ github }: Scene, fault: CallFault, fails: number | null): Way {
  const calls: Call[] = []
  let [pressed, isLimited] = [0, false]
  const send: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input))
    if (pathname.endsWith('/access_tokens')) return fetch(input, init)
    if (isLimited) pressed += 1
    const place = calls.push(`${init?.method ?? 'GET'} ${pathname}`) - 1
    if (place !== fails) return fetch(input, init)
    isLimited = fault === 'limit' || fault === 'secondary limit'
    return suffer(fault, () => fetch(input, init))
  }
  const settings = {
    appId: github.app.id,
    privateKey: github.app.privateKey,
    githubApiUrl: github.url,
    githubThrottle: false,
  }
  const connect = () => {
    isLimited = false
    return connectGitHub(settings, silent, send)
  }
  return { connect, calls, pressed: () => pressed }
}

async function suffer(fault: CallFault, act: () => Promise<Response>): Promise<Response> {
  if (fault === 'cut') throw new TypeError('fetch failed')
  if (fault === 'lost') {
    await act()
    throw new TypeError('terminated')
  }
  if (typeof fault === 'number') return refused(fault, 'A fault')
  const reset = String(Math.ceil(Date.now() / 1_000) + 30)
  return fault === 'limit'
    ? refused(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })
    : refused(403, 'You have exceeded a secondary rate limit', { 'retry-after': '30' })
}

const refused = (status: number, message: string, headers = {}): Response =>
  new Response(JSON.stringify({ message }), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
