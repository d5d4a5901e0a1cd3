import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import type { Cookies } from './cookies.ts'
import { unfold } from './encoding.ts'
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
  /** SHA-256 of the unfolded body, in hex. */
  readonly contentHash: string
  readonly bytes: number
}

interface Redirect {
  readonly redirect: string
}

/** One visit: nothing is followed, and cookies alone are remembered. May throw where the connection fails or the signal fires. */
export type Visit = (
  url: URL,
  destination: Destination,
  signal: AbortSignal,
  cookies: Cookies,
) => Promise<Page | Redirect | LinkRefusal>

const MAXIMUM_BYTES = 5 * 1024 * 1024
const MAXIMUM_HEADER_BYTES = 16 * 1024

const HEADERS = {
  accept: 'text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf',
  // Nothing needs to be compressed. What is, all the same, is unfolded as far as an article may be large.
  'accept-encoding': 'identity',
  // It says who asks. Some servers turn away whatever is called a checker of links.
  'user-agent': 'Tributary/1.0 (reads the articles of ideas)',
}

const TYPES: ReadonlySet<string> = new Set([
  'text/html',
  'application/xhtml+xml',
  'text/plain',
  'text/markdown',
  'text/x-markdown',
  'application/pdf',
])

/** Connects to the given address and to nothing else; name and certificate are still those of the URL's host. */
export const visit: Visit = (url, destination, signal, cookies) =>
  new Promise((resolve, reject) => {
    const outgoing = request({
      host: destination.address,
      port: destination.port,
      servername: url.hostname,
      path: `${url.pathname}${url.search}`,
      headers: { ...HEADERS, host: url.host, ...cookies.for(url) },
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
      cookies.keep(url, incoming.headers['set-cookie'] ?? [])
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
  const body = unfold(incoming)
  return body ? hashOf(body, status) : refuseLink('encoded', CANNOT_UNFOLD)
}

async function hashOf(body: AsyncIterable<Buffer>, status: number): Promise<Page | LinkRefusal> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > MAXIMUM_BYTES) return tooLarge
    hash.update(chunk)
  }
  return { ok: true, status, contentHash: hash.digest('hex'), bytes }
}

function refuseStatus(status: number): LinkRefusal | undefined {
  if (status === 200) return undefined
  if (status === 429 || status === 503)
    return refuseLink('busy', `The article's server answered with ${status}: it is asked again later.`)
  if (status >= 500) return refuseLink('server-error', `The article's server answered with ${status}.`)
  return refuseLink(
    'not-readable',
    `The article's server answered with ${status}: give a link that opens for everyone, without signing in.`,
  )
}

function refuseHeaders({ headers }: IncomingMessage): LinkRefusal | undefined {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type && !TYPES.has(type))
    return refuseLink('wrong-type', 'The link must lead to a page, a text or a PDF.')
  return Number(headers['content-length'] ?? 0) > MAXIMUM_BYTES ? tooLarge : undefined
}

export const CANNOT_UNFOLD = 'The server sends the article compressed in an unusual way: give another link.'
const tooLarge = refuseLink('too-large', 'The article is larger than 5 MiB: give a link to its page instead.')
