import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { commentBody } from '../../bench/payload.ts'
import { makeBlankPglite } from '../../test/blank-pglite.ts'
import { startPostgresServer } from '../../test/postgres-server.ts'
import { deliver } from '../../test/support/delivery.ts'
import { openDoor } from '../../test/support/door.ts'
import { killedAtAnyMoment } from '../../test/support/intake-killed.ts'
import { openLedger } from '../ledger/open.ts'
import { startInbox } from './inbox.ts'

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean()
})

describe('killed at any moment, on PGlite', () => killedAtAnyMoment(onDisk))

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
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const ledger = join(directory, 'ledger')
  await makeBlankPglite(ledger)
  return { DIRECTORY: ledger }
}
