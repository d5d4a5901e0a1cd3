import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A way to GitHub that can be shut for a while. */
export interface Outage {
  /** To be called with GitHub's address; answers its own. */
  readonly before: (github: string) => Promise<string>
  /** From now on every question gets this answer; null lets all pass again. */
  answer(with_: Refusal | null): void
  /** How many were refused since the last answer was set. */
  refused(): number
  stop(): Promise<void>
}

export interface Refusal {
  readonly status: 429 | 503
  /** Seconds that GitHub says it takes, at the moment when it is asked. */
  readonly retryAfter?: () => number
}

export function openOutage(): Outage {
  let [github, refused] = ['', 0]
  let refusal: Refusal | null = null
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request)
    if (refusal) {
      refused += 1
      const after = refusal.retryAfter?.()
      response.writeHead(refusal.status, {
        'content-type': 'application/json',
        ...(after !== undefined && { 'retry-after': String(Math.ceil(after)) }),
      })
      response.end(JSON.stringify({ message: refusal.status === 429 ? 'rate limit' : 'Service Unavailable' }))
      return
    }
    const {
      host: _,
      connection: __,
      'content-length': ___,
      'transfer-encoding': ____,
      ...headers
    } = request.headers
    const passed = await fetch(github + request.url, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      redirect: 'manual',
      ...(body.length > 0 && { body }),
    })
    const kept = [...passed.headers].filter(([name]) => !HOP.includes(name))
    response.writeHead(passed.status, Object.fromEntries(kept))
    response.end(Buffer.from(await passed.arrayBuffer()))
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy())
  })
  return {
    before: async (url) => {
      github = url
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    answer: (next) => {
      refusal = next
      refused = 0
    },
    refused: () => refused,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-encoding', 'content-length']
