import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'

export type Articles = {
  /** The host in the links; its name means something only to who is told of `destination`. */
  host: string
  /** Where the host really is, and the only authority that vouches for it: what the link checker is told for local use. */
  destination: { address: string; port: number; ca: string }
  /** Puts an article, or another in its place; `path` begins with a slash. Returns its link, without a port. */
  set: (path: string, html: string) => string
  /** From now on the link leads to a 404. */
  remove: (path: string) => void
  stop: () => Promise<void>
}

const ADDRESS = '127.0.0.1'

/** Starts a server of articles over https on a free loopback port, under a certificate authority of its own made just now. */
export async function startArticles(host = 'articles.test'): Promise<Articles> {
  const articles = new Map<string, string>()
  const authority = await makeAuthority()
  const { private: key, cert } = await makeCertificate(host, authority)
  const server = createServer({ key, cert }, (request, response) => {
    const article = articles.get(new URL(request.url ?? '/', `https://${host}`).pathname)
    if (article === undefined)
      response.writeHead(404, { 'content-type': 'text/plain' }).end('No such article\n')
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(article)
  })
  server.listen(0, ADDRESS)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    host,
    destination: { address: ADDRESS, port, ca: authority.cert },
    set: (path, html) => {
      articles.set(path, html)
      return `https://${host}${path}`
    },
    remove: (path) => {
      articles.delete(path)
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Authority = { key: string; cert: string }
/** Elliptic keys are made in a moment; the certificates last as long as a run may. */
const KIND = { keyType: 'ec', algorithm: 'sha256' } as const
const DAYS = 30

async function makeAuthority(): Promise<Authority> {
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'Tributary, local articles' }],
    {
      ...KIND,
      notAfterDate: end(),
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  )
  return { key, cert }
}

function makeCertificate(host: string, ca: Authority) {
  return generate([{ name: 'commonName', value: host }], {
    ...KIND,
    ca,
    notAfterDate: end(),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  })
}

function end(): Date {
  return new Date(Date.now() + DAYS * 24 * 60 * 60 * 1000)
}
