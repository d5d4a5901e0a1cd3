import { createHmac, randomUUID } from 'node:crypto'

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
