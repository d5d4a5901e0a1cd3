import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startPostgres } from '../../test/postgres.ts'
import { type Database, openDatabase } from './database.ts'
import { type Jobs, startJobs } from './jobs.ts'

const databases = [
  { name: 'PGlite', start: async () => ({ url: undefined, stop: async () => undefined }) },
  { name: 'PostgreSQL', start: startPostgres },
] as const

describe.each(databases)('jobs on $name', ({ start }) => {
  let database: Database
  let server: Awaited<ReturnType<typeof start>>
  let jobs: Jobs
  beforeAll(async () => {
    server = await start()
    database = await openDatabase(server.url === undefined ? {} : { url: server.url })
    jobs = await startJobs(database, () => undefined)
  })
  afterAll(async () => {
    await jobs.stop()
    await database.close()
    await server.stop()
  })

  const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 20 })

  test('what was enqueued in a transaction that was rolled back is not run', async () => {
    const run: string[] = []
    await jobs.work<{ name: string }>('reply', async ({ name }) => void run.push(name))
    const failing = database.queries.transaction(async (queries) => {
      await jobs.enqueue(queries, 'reply', 'undone', { name: 'undone' })
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    await jobs.enqueue(database.queries, 'reply', 'done', { name: 'done' })
    await eventually(() => expect(run).toEqual(['done']))
  })

  test('a burst on one subject is one run under way and one more, and the last word is heard', async () => {
    const heard: number[] = []
    let said = 0
    await jobs.work('thread', async () => {
      heard.push(said)
      await sleep(300)
    })
    const say = async () => {
      said += 1
      await jobs.enqueue(database.queries, 'thread', 'one', { stream: 'one' })
    }
    await say()
    await eventually(() => expect(heard).toHaveLength(1))
    for (let n = 0; n < 10; n++) await say()
    await eventually(() => expect(heard).toEqual([1, 11]))
    await sleep(1_500)
    expect(heard).toHaveLength(2)
  })

  test('one that fails is tried again, and takes no other of its batch with it', async () => {
    const done: string[] = []
    let failures = 1
    await jobs.work<{ name: string }>('config', async ({ name }) => {
      if (name === 'shaky' && failures-- > 0) throw new Error('not yet')
      done.push(name)
    })
    await database.queries.transaction(async (queries) => {
      for (const name of ['shaky', 'good']) await jobs.enqueue(queries, 'config', name, { name })
    })
    await eventually(() => expect(done).toEqual(['good', 'shaky']))
  })
})

test('on PGlite, what a killed process was at is taken up again at once', async () => {
  const database = await openDatabase({})
  const killed = await startJobs(database, () => undefined)
  await killed.enqueue(database.queries, 'reply', 'a', { comment: 7 })
  expect(await killed.boss.fetch('reply')).toHaveLength(1)
  await killed.boss.stop({ graceful: false })
  const jobs = await startJobs(database, () => undefined)
  const run: number[] = []
  await jobs.work<{ comment: number }>('reply', async ({ comment }) => void run.push(comment))
  await vi.waitFor(() => expect(run).toEqual([7]), { timeout: 9_000 })
  await jobs.stop()
  await database.close()
})
