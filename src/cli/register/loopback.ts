import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { donePage, failedPage, formPage, refusedPage } from './page.ts'

export interface LoopbackOptions<App> {
  /** Where the form goes, given the state that must come back. */
  readonly newAppUrl: (state: string) => string
  /** What the form holds, given where GitHub is to send the browser back. */
  readonly manifest: (redirectUrl: string) => object
  /** The file that is written, as the pages name it. */
  readonly file: string
  /** The first port to try on loopback; the next that is free is taken. */
  readonly port: number
  /** Makes an App of a code and keeps its secrets; says of which code it was. What fails is tried again. */
  readonly take: (code: string) => Promise<Taken<App>>
  /** Hears why a code gave no App. */
  readonly failed: (why: string) => void
}

export interface Taken<App> {
  readonly code: string
  readonly app: App
}

export interface Loopback<App> {
  readonly url: string
  /** The App whose secrets are kept. */
  readonly app: Promise<App>
  stop(): Promise<void>
}

const CODE = /^[\w-]{1,200}$/

/** The page from which an App is registered, and to which GitHub sends the browser back. */
export async function openLoopback<App extends { readonly slug: string; readonly page: string }>(
  asked: LoopbackOptions<App>,
): Promise<Loopback<App>> {
  const { promise, resolve } = Promise.withResolvers<App>()
  const state = randomBytes(24).toString('hex')
  const pages = new Hono()
  const server = createServer(getRequestListener(pages.fetch))
  const origin = `http://127.0.0.1:${await listen(server, asked.port)}`
  // Everybody on this machine reaches the port. The form has the state, and is for whoever reads the terminal.
  const place = randomBytes(24).toString('hex')
  const takeOnce = once(asked.take)

  // Another site's name may lead to this machine, and its page must not read the state.
  pages.use(async (c, next) => (isOurs(c.req.header('host'), origin) ? next() : c.text('Not here.\n', 421)))
  // The form goes to GitHub, which must hear where it comes from; the code in an address is told to nobody.
  pages.use(secureHeaders({ contentSecurityPolicy: POLICY, referrerPolicy: 'strict-origin' }))
  // A connection that stays open would hold up the end of the command.
  pages.use(async (c, next) => {
    await next()
    c.header('connection', 'close')
  })
  pages.get('/begin/:place', (c) =>
    isSame(c.req.param('place'), place)
      ? c.html(formPage(asked.newAppUrl(state), asked.manifest(`${origin}/registered`), asked.file))
      : c.notFound(),
  )
  pages.get('/registered', async (c) => {
    const [code = '', given = ''] = [c.req.query('code'), c.req.query('state')]
    const refuse = (why: string, status: ContentfulStatusCode) => c.html(refusedPage(why), status)
    if (!isSame(given, state)) return refuse('This did not come from the page that was opened here.', 403)
    if (!CODE.test(code)) return refuse('GitHub gave no code.', 400)
    try {
      const taken = await takeOnce(code)
      if (taken.code !== code)
        return refuse(
          `${taken.app.slug} is registered already. Delete on GitHub the App that you made after it.`,
          409,
        )
      resolve(taken.app)
      return c.html(donePage(taken.app.slug, `${taken.app.page}/installations/new`, asked.file))
    } catch (error) {
      const why = (error as Error).message
      asked.failed(why)
      return c.html(failedPage(why), 502)
    }
  })
  return { url: `${origin}/begin/${place}`, app: promise, stop: () => close(server) }
}

const POLICY = { defaultSrc: ["'none'"], baseUri: ["'none'"], frameAncestors: ["'none'"] }

function isOurs(host: string | undefined, url: string): boolean {
  const { port } = new URL(url)
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}

function isSame(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** A browser asks twice where somebody loads the page again: both get the App that the first code has made. */
function once<App>(take: (code: string) => Promise<Taken<App>>): (code: string) => Promise<Taken<App>> {
  let taken: Promise<Taken<App>> | null = null
  return (code) => {
    taken ??= take(code).catch((error) => {
      taken = null
      throw error
    })
    return taken
  }
}

/** How far to look for a free port. */
const FURTHEST = 100

async function listen(server: Server, wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + FURTHEST && port <= 65_535; port++)
    if (await listensAt(server, port)) return (server.address() as AddressInfo).port
  throw new Error(`No port from ${wanted} on is free: name another with --port.`)
}

function listensAt(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error)
    server.once('error', refuse)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refuse)
      resolve(true)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 1_000).unref()
  })
}
