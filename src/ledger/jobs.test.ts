import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startPostgres } from '../../test/postgres.ts'
import { type Database, openDatabase } from './database.ts'
import { type Jobs, startJobs } from './jobs.ts'
import { putOff } from './put-off.ts'

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

  test('what waits for its time is run when that has come, and not at the next poll', async () => {
    const run: number[] = []
    await jobs.work('standings', async () => void run.push(performance.now()))
    await sleep(300)
    const began = performance.now()
    await jobs.enqueue(database.queries, 'standings', 'later', { stream: 'one' }, 600)
    await eventually(() => expect(run).toHaveLength(1))
    const after = (run[0] ?? 0) - began
    expect(after).toBeGreaterThan(550)
    expect(after).toBeLessThan(5_000)
  })

  test('what the pause of an account stops is run when its own is over, and not when that of another is', async () => {
    const pauses: Record<string, number> = { short: 400, long: 1_700 }
    const ends = new Map<string, number>()
    const early: string[] = []
    const run: Record<string, number> = {}
    await jobs.work<{ name: string }>('storefront', async ({ name }) => {
      const end = ends.get(name) ?? performance.now() + (pauses[name] ?? 0)
      if (ends.has(name) && performance.now() < end - 20) early.push(name)
      ends.set(name, end)
      if (performance.now() >= end - 20) run[name] = performance.now() - end
      else throw new Error('wrapped', { cause: putOff(new Error('limited'), end - performance.now()) })
    })
    await database.queries.transaction(async (queries) => {
      for (const name of ['long', 'short']) await jobs.enqueue(queries, 'storefront', name, { name })
    })
    await eventually(() => expect(Object.keys(run)).toEqual(['short', 'long']))
    expect(early).toEqual([])
    for (const late of Object.values(run)) expect(late).toBeLessThan(1_500)
  })

  test('one that fails is tried again before the next poll, and takes no other of its batch with it', async () => {
    const began = performance.now()
    const done: string[] = []
    let failures = 1
    await jobs.work<{ name: string }>('config', async ({ name }) => {
      if (name === 'shaky' && failures-- > 0) throw new Error('not yet')
      done.push(name)
    })
    // The look at what waited since before the start is over.
    await sleep(500)
    await database.queries.transaction(async (queries) => {
      for (const name of ['shaky', 'good']) await jobs.enqueue(queries, 'config', name, { name })
    })
    await eventually(() => expect(done).toEqual(['good', 'shaky']))
    expect(performance.now() - began).toBeLessThan(8_000)
  })
})

test('on PGlite, what a killed process was at is taken up again at once', async () => {
  const database = await openDatabase({})
  const killed = await startJobs(database, () => undefined)
  await begin(killed, database)
  await killed.boss.stop({ graceful: false })
  const { jobs, run } = await succeed(database)
  await vi.waitFor(() => expect(run).toEqual([7]), { timeout: 9_000 })
  await jobs.stop()
  await database.close()
})

describe('on PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let database: Database
  beforeEach(async () => {
    server = await startPostgres()
    database = await openDatabase(server)
  })
  afterEach(async () => {
    await database.close()
    await server.stop()
  })

  test('what a killed process was at is taken up again at once', async () => {
    const before = await startJobs(database, () => undefined)
    await before.enqueue(database.queries, 'reply', 'a', { comment: 7 })
    await before.stop()
    const killed = new PgBoss({ ...database.boss, schema: 'jobs', supervise: false })
    await killed.start()
    expect(await killed.fetch('reply')).toHaveLength(1)
    await killed.stop({ graceful: false })
    const { jobs, run } = await succeed(database)
    await vi.waitFor(() => expect(run).toEqual([7]), { timeout: 9_000 })
    await jobs.stop()
  })

  test('what a living process is at is left to it, also after the server has forgotten who is there', async () => {
    const living = await startJobs(database, () => undefined)
    await begin(living, database)
    await cutOff(database)
    await vi.waitFor(async () => expect(await present(database)).toHaveLength(1), { timeout: 9_000 })
    const { jobs, run } = await succeed(database)
    await sleep(3_000)
    expect(run).toEqual([])
    await jobs.stop()
    await living.stop()
    expect(await present(database)).toEqual([])
  })
})

/** One job is under way. */
async function begin(jobs: Jobs, { queries }: Database): Promise<void> {
  await jobs.enqueue(queries, 'reply', 'a', { comment: 7 })
  expect(await jobs.boss.fetch('reply')).toHaveLength(1)
}

/** A process that comes after it, and which comments it has answered. */
async function succeed(database: Database): Promise<{ jobs: Jobs; run: number[] }> {
  const jobs = await startJobs(database, () => undefined)
  const run: number[] = []
  await jobs.work<{ comment: number }>('reply', async ({ comment }) => void run.push(comment))
  return { jobs, run }
}

/** The connections by which processes say that they are here. */
async function present({ queries }: Database): Promise<number[]> {
  const { rows } = await queries.execute<{ pid: number }>(
    sql`select pid from pg_locks join pg_database on oid = database
      where datname = current_database() and locktype = 'advisory' and mode = 'ShareLock'`,
  )
  return rows.map(({ pid }) => pid)
}

/** Ends them, as a server does that is started again. */
async function cutOff(database: Database): Promise<void> {
  for (const pid of await present(database)) {
    await database.queries.execute(sql`select pg_terminate_backend(${pid}, 5000)`)
  }
}
