import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Registry } from 'prom-client'
import type { Intake } from '../intake/intake.ts'
import type { AppHealth } from './health.ts'

/** Where GitHub sends its deliveries. */
export const WEBHOOK_PATH = '/api/github/webhooks'

export interface HttpParts {
  readonly intake: Intake
  readonly explorer: Hono
  readonly metrics: Registry
  readonly health: () => Promise<AppHealth>
}

export interface HttpServer {
  /** `http://host:port`, without a slash at its end. */
  readonly url: string
  stop(): Promise<void>
}

/** One server for deliveries, pages, metrics and health. Deliveries go to the intake without any layer between. */
export async function serveHttp(host: string, port: number, parts: HttpParts): Promise<HttpServer> {
  const pages = getRequestListener(pagesOf(parts).fetch)
  const server = createServer((request, response) => {
    void (request.url === WEBHOOK_PATH ? parts.intake.handle(request, response) : pages(request, response))
  })
  await listen(server, host, port)
  const address = server.address() as AddressInfo
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${shown}:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 2_000).unref()
      }),
  }
}

function pagesOf({ explorer, metrics, health }: HttpParts): Hono {
  const app = new Hono()
  app.get('/healthz', async (context) => {
    const report = await health()
    return context.json(report, report.ok ? 200 : 503)
  })
  app.get('/metrics', async (context) =>
    context.text(await metrics.metrics(), 200, { 'content-type': metrics.contentType }),
  )
  app.route('/', explorer)
  return app
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} of ${host} is taken: stop what listens there, or set PORT to another.`
      reject(error.code === 'EADDRINUSE' ? new Error(taken, { cause: error }) : error)
    }
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      resolve()
    })
  })
}
