import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A way to GitHub on which a part of the answers goes wrong. */
export interface FailingProxy {
  /** To be called with GitHub's address; answers the proxy's. */
  readonly before: (github: string) => Promise<string>
  /** How often each fault was given. */
  readonly given: Readonly<Record<string, number>>
  stop(): Promise<void>
}

const FAULTS = [404, 403, 422, 500, 503, 'cut', 'cut after it was done'] as const

/** `share` of the answers are faults, of each kind in its turn; `seed` decides which ones. */
export async function openFailingProxy(share: number, seed: number): Promise<FailingProxy> {
  const given: Record<string, number> = {}
  const random = randomFrom(seed)
  let faults = 0
  let github = ''
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const fault = random() < share ? FAULTS[faults++ % FAULTS.length] : undefined
    const body = await text(request)
    if (fault !== undefined) given[fault] = (given[fault] ?? 0) + 1
    if (typeof fault === 'number') {
      response.writeHead(fault, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ message: 'A fault' }))
      return
    }
    if (fault === 'cut') return void request.socket.destroy()
    const passed = await pass(github, request, body)
    if (fault === 'cut after it was done') return void request.socket.destroy()
    const { status, headers } = passed
    const kept = [...headers].filter(([name]) => !HOP.includes(name))
    response.writeHead(status, Object.fromEntries(kept))
    response.end(Buffer.from(await passed.arrayBuffer()))
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy())
  })
  return {
    given,
    before: async (url) => {
      github = url
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Of this one connection, and of a body that fetch has unpacked. */
const HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-encoding', 'content-length']

function pass(github: string, { method = 'GET', url, headers }: IncomingMessage, body: string) {
  const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...rest } = headers
  return fetch(github + url, {
    method,
    headers: rest as Record<string, string>,
    redirect: 'manual',
    ...(body === '' || method === 'GET' || method === 'HEAD' ? {} : { body }),
  })
}

/** Mulberry32: the same seed gives the same numbers, from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
