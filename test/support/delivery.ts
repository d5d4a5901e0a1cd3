import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The secret that `headersOf` signs with. */
export const SECRET = 'It is a secret to everybody'

/** The headers that GitHub sends with a body. */
export function headersOf(body: string | Uint8Array): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-event': 'issue_comment',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
  }
}

/** Sends a signed delivery; a header given as undefined is left out. */
export function deliver(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string | undefined> = {},
): Promise<Response> {
  const all = Object.entries({ ...headersOf(body), ...headers })
  const given = all.filter((header): header is [string, string] => header[1] !== undefined)
  return fetch(url, { method: 'POST', body, headers: given })
}

/** Listens on a free loopback port. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
