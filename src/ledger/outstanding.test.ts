import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { type Jobs, startJobs } from './jobs.ts'
import { type FailedTry, readFailing } from './outstanding.ts'

// Whatever becomes of jobs, what they were for is not forgotten.

let database: Database
let jobs: Jobs
const failed: FailedTry[] = []
beforeAll(async () => {
  database = await openDatabase({})
  const noted = (failure: FailedTry) => void failed.push(failure)
  jobs = await startJobs(database, () => undefined, noted)
})
afterAll(async () => {
  await jobs.stop()
  await database.close()
})
beforeEach(async () => {
  failed.splice(0)
  await database.queries.execute(sql`delete from outstanding`)
})

const loseJobs = () => database.queries.execute(sql`delete from jobs.job`)
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

test('what was asked for is done although its job was lost; what is done is not taken up again', async () => {
  const done: string[] = []
  await jobs.enqueue(database.queries, 'config', 'a', { name: 'a' })
  await loseJobs()
  await jobs.work<{ name: string }>('config', async ({ name }) => void done.push(name))
  expect(await jobs.takeUp()).toBe(1)
  expect(await jobs.takeUp()).toBe(0)
  await eventually(() => expect(done).toEqual(['a']))
  await eventually(async () =>
    expect((await database.queries.execute(sql`select from outstanding`)).rows).toEqual([]),
  )
  await loseJobs()
  expect(await jobs.takeUp()).toBe(0)
})

test('what fails is counted with its reason until it succeeds, and is tried at once when somebody says so', async () => {
  let broken = true
  await jobs.work('reply', async () => {
    if (broken) throw new Error('404 Not Found')
  })
  const repository = { id: 1, owner: 'riverbed', name: 'market' }
  await jobs.enqueue(database.queries, 'reply', 'b', { repository })
  await eventually(() => expect(failed.length).toBeGreaterThan(1))
  expect(failed.at(1)).toMatchObject({ queue: 'reply', key: 'b', failures: 2, error: '404 Not Found' })
  const { count, oldest } = await readFailing(database.queries)
  expect(count).toBe(1)
  expect(Date.now() - (oldest ?? 0)).toBeLessThan(60_000)
  await database.queries.execute(sql`update jobs.job set start_after = now() + interval '1 hour'`)
  broken = false
  expect(await jobs.hasten(database.queries, 'another')).toBe(0)
  expect(await jobs.hasten(database.queries, 'riverbed')).toBe(1)
  await eventually(async () =>
    expect(await readFailing(database.queries)).toEqual({ count: 0, oldest: null }),
  )
})

test('no queue of what is wanted ever gives up, also one that an earlier version made', async () => {
  await jobs.boss.updateQueue('thread', { retryLimit: 12 })
  const again = await startJobs(database, () => undefined)
  const limits = await again.boss.getQueues(['thread', 'check', 'reply', 'errand', 'config', 'incident'])
  expect(limits.every(({ retryLimit }) => (retryLimit ?? 0) >= 1_000_000)).toBe(true)
  await again.stop()
})

test('two hours of failures and any number more: pauses grow to an hour at most, and the next try is always there', async () => {
  const { boss } = jobs
  await jobs.enqueue(database.queries, 'errand', 'c', {})
  const pauses: number[] = []
  for (let tries = 0; tries < 20; tries += 1) {
    const [job] = await boss.fetch('errand', { ignoreStartAfter: true })
    await boss.fail('errand', job?.id ?? '')
    const { rows } = await database.queries.execute<{ pause: number }>(
      sql`select extract(epoch from start_after - now())::float8 as pause from jobs.job
        where name = 'errand' and singleton_key = 'c' and state = 'retry'`,
    )
    pauses.push(rows[0]?.pause ?? Number.NaN)
  }
  expect(pauses.every((pause) => pause > 0 && pause <= 3_600)).toBe(true)
  expect(pauses[0]).toBeLessThan(5)
  expect(pauses.slice(14).every((pause) => pause > 1_700)).toBe(true)
  // A dozen tries or so in two hours, and no more than a few an hour after that.
  const within = pauses.findIndex(
    (_, at) => pauses.slice(0, at + 1).reduce((all, one) => all + one, 0) > 7_200,
  )
  expect(within).toBeGreaterThan(8)
  expect(within).toBeLessThan(20)
})

test('a thousand things that wait, and none lost, cost a look a tenth of a second at most', async () => {
  await database.queries.execute(sql`insert into outstanding (queue, key, data)
    select 'checks', 'k' || n, '{}' from generate_series(1, 1000) n`)
  expect(await jobs.takeUp()).toBe(1000)
  const began = process.cpuUsage()
  expect(await jobs.takeUp()).toBe(0)
  const { user, system } = process.cpuUsage(began)
  expect((user + system) / 1000).toBeLessThan(100)
})
