import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { commentBody } from '../../bench/payload.ts'
import { makeBlankPglite } from '../../test/blank-pglite.ts'
import { startPostgres } from '../../test/postgres.ts'
import { startPostgresServer } from '../../test/postgres-server.ts'
import { deliver } from '../../test/support/delivery.ts'
import { openDoor } from '../../test/support/door.ts'
import { openLedger } from '../ledger/open.ts'
import { startInbox } from './inbox.ts'

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean()
})

const databases = [
  { name: 'PGlite', start: onDisk },
  { name: 'PostgreSQL', start: onServer },
] as const

describe.each(databases)('killed at any moment, on $name', ({ start }) => {
  test('what was acknowledged is handled exactly once after the next start', {
    timeout: 60_000,
  }, async () => {
    const env = await start()
    const ids = Array.from({ length: 60 }, () => randomUUID())
    let left = [...ids, ...ids.slice(0, 20)]
    const acknowledged = new Set<string>()
    for (const killAfter of [5, 25, Number.POSITIVE_INFINITY]) {
      const app = await startApp(env)
      const sending = left.map(async (id) => {
        const answer = await deliver(app.url, commentBody(1), { 'x-github-delivery': id }).catch(
          () => undefined,
        )
        if (answer?.status === 202) acknowledged.add(id)
        if (acknowledged.size >= killAfter) app.child.kill('SIGKILL')
      })
      await Promise.all(sending)
      // All may have been stored in one group, and then nothing was left to send in this round.
      if (acknowledged.size >= killAfter) app.child.kill('SIGKILL')
      left = left.filter((id) => !acknowledged.has(id))
      if (app.child.signalCode === null && killAfter < ids.length) await once(app.child, 'exit')
      if (app.child.signalCode !== null) continue

      expect(acknowledged.size).toBe(ids.length)
      await vi.waitFor(async () => expect(await app.effects()).toHaveLength(ids.length), { timeout: 20_000 })
      await sleep(200)
      expect((await app.effects()).toSorted()).toEqual(ids.toSorted())
    }
  })
})

test('the database gone for a while: deliveries fail in time, and all works on when it is back', async () => {
  const server = await startPostgresServer()
  cleanUp.push(server.stop)
  const ledger = await openLedger({ url: server.url })
  const handled: string[] = []
  const inbox = await startInbox({
    ledger,
    handle: async (_writing, { id }) => void handled.push(id),
    registry: new Registry(),
    logger: pino({ enabled: false }),
    pollEvery: 50,
  })
  const door = await openDoor(ledger.database, { patience: 1_500 })
  cleanUp.push(
    () => ledger.close(),
    () => inbox.stop(),
    () => door.close(),
  )
  const send = async (id: string) =>
    (await deliver(door.url, commentBody(1), { 'x-github-delivery': id })).status

  expect(await send('before')).toBe(202)
  await server.halt()
  expect(await send('lost')).toBe(503)
  const waiting = send('waiting')
  await sleep(500)
  await server.start()
  expect(await waiting).toBe(202)
  expect(await send('after')).toBe(202)
  await vi.waitFor(() => expect(handled).toEqual(expect.arrayContaining(['before', 'waiting', 'after'])), {
    timeout: 10_000,
  })
})

async function onDisk(): Promise<NodeJS.ProcessEnv> {
  const directory = await mkdtemp(join(tmpdir(), 'tributary-intake-'))
  cleanUp.push(() => rm(directory, { recursive: true, force: true }))
  const ledger = join(directory, 'ledger')
  await makeBlankPglite(ledger)
  return { DIRECTORY: ledger }
}

async function onServer(): Promise<NodeJS.ProcessEnv> {
  const { url, stop } = await startPostgres()
  cleanUp.push(stop)
  return { DATABASE_URL: url }
}

interface Child {
  readonly child: ChildProcess
  readonly url: string
  /** Which deliveries had their effect, in order. */
  effects(): Promise<string[]>
}

async function startApp(env: NodeJS.ProcessEnv): Promise<Child> {
  const program = join(import.meta.dirname, '../../test/support/intake-child.ts')
  const child = fork(program, { env: { ...process.env, ...env } })
  cleanUp.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    child,
    url,
    effects: async () => {
      const answer = once(child, 'message') as Promise<[string[]]>
      child.send('effects')
      return (await answer)[0]
    },
  }
}
