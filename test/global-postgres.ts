import type { TestProject } from 'vitest/node'
import { openDesk } from './desk.ts'
import { startPostgresServer } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The desk that tells the address of the run's PostgreSQL server. */
    postgresDesk: number
  }
}

/** One PostgreSQL server serves a whole test run. It is started when the first test asks for it, and stopped at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const desk = await openDesk(startPostgresServer, ({ url }) => url)
  project.provide('postgresDesk', desk.port)
  return async () => {
    await (await desk.close())?.stop()
  }
}
