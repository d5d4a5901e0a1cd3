import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { type Jobs, startJobs } from './jobs.ts'
import { readUnserved } from './unserved.ts'

let database: Database
let jobs: Jobs
beforeAll(async () => {
  database = await openDatabase({})
  jobs = await startJobs(database, () => undefined)
})
afterAll(async () => {
  await jobs.stop()
  await database.close()
})

test('jobs that an earlier version left in a queue of its own are named; those that are worked or done are not', async () => {
  await jobs.enqueue(database.queries, 'reply', 'a', { comment: 7 })
  expect(await readUnserved(database.queries)).toEqual([])
  await jobs.boss.createQueue('teams')
  for (const team of [1, 2, 3]) await jobs.boss.send('teams', { team })
  const [first] = await jobs.boss.fetch('teams')
  await jobs.boss.complete('teams', first?.id ?? '')
  expect(await readUnserved(database.queries)).toEqual([{ queue: 'teams', jobs: 2 }])
})
