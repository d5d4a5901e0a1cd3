import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { TestProject } from 'vitest/node'
import { type PostgresServer, startPostgresServer } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Whoever connects to this loopback port is told the address of the run's PostgreSQL server. */
    postgresDesk: number
  }
}

/** One PostgreSQL server serves a whole test run. It is started when the first test asks for it, and stopped at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | undefined
  const desk = createServer(async (socket) => {
    socket.on('error', () => undefined)
    server ??= startPostgresServer()
    const answer = await server.then(
      ({ url }) => url,
      (error: Error) => `cannot start PostgreSQL: ${error.message}`,
    )
    socket.end(answer)
  }).listen(0, '127.0.0.1')
  await once(desk, 'listening')
  project.provide('postgresDesk', (desk.address() as AddressInfo).port)
  return async () => {
    desk.close()
    const started = await server?.catch(() => undefined)
    await started?.stop()
  }
}
