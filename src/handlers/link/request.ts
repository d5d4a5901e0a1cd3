import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { type LinkRefusal, refuseLink } from './refusal.ts'

/** Where to connect, whatever the URL's host resolves to. */
export interface Destination {
  readonly address: string
  readonly port: number
  /** The only authority whose certificates count, in PEM; without it the usual ones. */
  readonly ca?: string
}

export interface Page {
  readonly ok: true
  readonly status: number
  /** SHA-256 of the body as sent, in hex. */
  readonly contentHash: string
  readonly bytes: number
}

interface Redirect {
  readonly redirect: string
}

/** One visit: nothing is followed, nothing is remembered. May throw where the connection fails or the signal fires. */
export type Visit = (
  url: URL,
  destination: Destination,
  signal: AbortSignal,
) => Promise<Page | Redirect | LinkRefusal>

const MAXIMUM_BYTES = 5 * 1024 * 1024
const MAXIMUM_HEADER_BYTES = 16 * 1024

const HEADERS = {
  accept: 'text/html, application/xhtml+xml, text/plain, application/pdf',
  // A compressed body could unfold to any size.
  'accept-encoding': 'identity',
  'user-agent': 'tributary-link-checker',
}

const TYPES: ReadonlySet<string> = new Set([
  'text/html',
  'application/xhtml+xml',
  'text/plain',
  'application/pdf',
])

/** Connects to the given address and to nothing else; name and certificate are still those of the URL's host. */
export const visit: Visit = (url, destination, signal) =>
  new Promise((resolve, reject) => {
    const outgoing = request({
      host: destination.address,
      port: destination.port,
      servername: url.hostname,
      path: `${url.pathname}${url.search}`,
      headers: { ...HEADERS, host: url.host },
      ca: destination.ca,
      rejectUnauthorized: true,
      agent: false,
      maxHeaderSize: MAXIMUM_HEADER_BYTES,
      insecureHTTPParser: false,
      signal,
    })
    outgoing.on('error', reject)
    outgoing.on('upgrade', (_incoming, socket) => {
      socket.destroy()
      reject(new Error('the server changed to another protocol, which nobody asked for'))
    })
    outgoing.on('response', (incoming) => {
      read(incoming)
        .then(resolve, reject)
        .finally(() => outgoing.destroy())
    })
    outgoing.end()
  })

async function read(incoming: IncomingMessage): Promise<Page | Redirect | LinkRefusal> {
  const { statusCode: status = 0, headers } = incoming
  if (headers.location !== undefined && [301, 302, 303, 307, 308].includes(status))
    return { redirect: headers.location }
  const refusal = refuseStatus(status) ?? refuseHeaders(incoming)
  if (refusal) return refusal
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAXIMUM_BYTES) return tooLarge
    hash.update(chunk)
  }
  return { ok: true, status, contentHash: hash.digest('hex'), bytes }
}

function refuseStatus(status: number): LinkRefusal | undefined {
  if (status === 200) return undefined
  if (status >= 500 || status === 429)
    return refuseLink('server-error', `The article's server answered with ${status}.`)
  return refuseLink(
    'not-readable',
    `The article's server answered with ${status}: give a link that opens for everyone, without signing in.`,
  )
}

function refuseHeaders({ headers }: IncomingMessage): LinkRefusal | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') {
    return refuseLink(
      'encoded',
      'The server sends the article compressed although it was asked not to: give another link.',
    )
  }
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!TYPES.has(type)) return refuseLink('wrong-type', 'The link must lead to a page, a text or a PDF.')
  return Number(headers['content-length'] ?? 0) > MAXIMUM_BYTES ? tooLarge : undefined
}

const tooLarge = refuseLink('too-large', 'The article is larger than 5 MiB: give a link to its page instead.')
