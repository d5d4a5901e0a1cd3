import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgresServer } from '../../test/postgres-server.ts'
import { firstMessage } from '../load/load.ts'

export const SECRET = 'a secret of the bench alone'

/** A server under test, in a process of its own. */
export interface Running {
  readonly port: number
  /** Stops it, removes its data, and tells how many deliveries it had stored. */
  stop(): Promise<number>
}

export async function startProbot(): Promise<Running> {
  return start('probot.ts', {}, async () => undefined)
}

export async function startOnPglite(): Promise<Running> {
  const directory = await mkdtemp(join(tmpdir(), 'tributary-bench-'))
  return start('app.ts', { DIRECTORY: join(directory, 'ledger') }, () => rm(directory, { recursive: true }))
}

/** The server flushes each commit, as one in use does. */
export async function startOnPostgresql(): Promise<Running> {
  const postgres = await startPostgresServer({ durable: true })
  return start('app.ts', { DATABASE_URL: postgres.url }, postgres.stop)
}

async function start(file: string, env: NodeJS.ProcessEnv, clear: () => Promise<void>): Promise<Running> {
  const child = fork(join(import.meta.dirname, file), {
    env: { ...process.env, NODE_ENV: 'production', ...env, SECRET },
  })
  const port = await firstMessage<number>(child)
  return { port, stop: () => stopped(child).finally(clear) }
}

async function stopped(child: ChildProcess): Promise<number> {
  const stored = firstMessage<number>(child)
  child.send('stop')
  return stored
}
