import { sql } from 'drizzle-orm'
import { fromDrizzle, type JobResult, PgBoss } from 'pg-boss'
import type { Database, Queries } from './database.ts'
import { enter } from './presence.ts'

/**
 * - `deliver`: handle one stored delivery again that failed before: `{ id }`
 * - `thread`: make the thread of one idea show its state: `{ stream }`
 * - `check`: make the check run of one proposal show what came to it; `stream` is the proposal's own: `{ stream }`
 * - `checks`: make the check runs of one subnet's proposals show what came to its race: `{ stream }`
 * - `incident`: make one incident show its state: `{ stream, issue }`
 * - `standings`: make the check runs in one subnet's repository show where they stand: `{ stream }`
 * - `reply`: answer one command: `{ comment }`
 * - `errand`: find out or do one thing outside that a subnet's state asks for: `{ stream, key }`
 * - `config`: read one repository's settings again: `{ repositoryId, repository, installation, commit }`
 */
const QUEUES = [
  'deliver',
  'thread',
  'check',
  'checks',
  'incident',
  'standings',
  'reply',
  'errand',
  'config',
] as const

export type QueueName = (typeof QUEUES)[number]

/** The queue whose last failure somebody hears of. */
const BURIED = 'deliver'
const DEAD = `${BURIED}-dead`

/** All queues that are worked. */
export const SERVED: readonly string[] = [...QUEUES, DEAD]

export interface Jobs {
  readonly boss: PgBoss
  /** `wait` milliseconds pass before it is run; where one of its key waits already, that one serves for both. */
  enqueue(queries: Queries, queue: QueueName, key: string, data: object, wait?: number): Promise<void>
  /** Runs `handle` for each job of a queue; a throw means another try later, up to the queue's limit. */
  work<Data extends object>(queue: QueueName, handle: (data: Data) => Promise<void>): Promise<void>
  /** Runs `handle` for each job of this queue whose tries are used up. */
  buried<Data extends object>(queue: typeof BURIED, handle: (data: Data) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

/** Starts pg-boss on the ledger's database. Waiting workers are woken by LISTEN/NOTIFY, on both databases. */
export async function startJobs(database: Database, onError: (error: Error) => void): Promise<Jobs> {
  const boss = new PgBoss({ ...database.boss, schema: 'jobs', useListenNotify: true, ...SUPERVISION })
  boss.on('error', onError)
  await boss.start()
  await createQueues(boss)
  const leave = await whenAlone(database, () => takeBack(boss, database.queries)).catch(async (error) => {
    await boss.stop({ graceful: false })
    throw error
  })
  return {
    boss,
    enqueue: async (queries, queue, key, data, wait = 0) => {
      const options = { singletonKey: key, startAfter: wait / 1_000, db: fromDrizzle(queries, sql) }
      await boss.send(queue, data, options)
    },
    work: (queue, handle) => work(boss, queue, handle),
    buried: (_queue, handle) => work(boss, DEAD, handle),
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 5_000 })
      await leave()
    },
  }
}

/** How soon it is seen that a job's process is gone, together with the queues' heartbeats. */
const SUPERVISION = { superviseIntervalSeconds: 10, monitorIntervalSeconds: 10 } as const

/** PGlite is open to one process at a time; on a server a lock tells. Answers how to leave the database to others. */
async function whenAlone(database: Database, work: () => Promise<void>): Promise<() => Promise<void>> {
  const { connectionString } = database.boss
  if (connectionString !== undefined) return (await enter(connectionString, work)).leave
  await work()
  return async () => undefined
}

/**
 * Where no other process is here, what is being done was being done by one that was killed: it is tried again at once. Beside
 * another process, the missing heartbeat tells.
 */
async function takeBack(boss: PgBoss, queries: Queries): Promise<void> {
  const { rows } = await queries.execute<{ name: string; id: string }>(
    sql`select name, id from jobs.job where state = 'active'`,
  )
  for (const queue of SERVED) {
    const ids = rows.filter(({ name }) => name === queue).map(({ id }) => id)
    if (ids.length > 0) await boss.fail(queue, ids, { message: 'the process ended' })
  }
}

/** Woken by NOTIFY; the poll serves jobs that wait for their next try. */
const WORKING = {
  batchSize: 10,
  burstWhenBatchFull: true,
  notifyPollingIntervalSeconds: 1,
  pollingIntervalSeconds: 1,
  perJobResults: true,
} as const

async function work<Data extends object>(
  boss: PgBoss,
  queue: string,
  handle: (data: Data) => Promise<void>,
): Promise<void> {
  await boss.work<Data>(queue, WORKING, (jobs) =>
    Promise.all(jobs.map((job) => settle(job.id, () => handle(job.data)))),
  )
}

/** Each job of a batch ends on its own: a failure takes no other job with it. */
async function settle(id: string, run: () => Promise<void>): Promise<JobResult> {
  try {
    await run()
    return { id, status: 'completed' }
  } catch (error) {
    return {
      id,
      status: 'failed',
      output: { message: error instanceof Error ? error.message : String(error) },
    }
  }
}

/** What a subnet's state asks for goes on being asked, once an hour at last: nothing else would ask again. */
const ENDLESS = 1_000_000

/** Only what is missing: each start asks, and most of its time went into making again what was there. */
async function createQueues(boss: PgBoss): Promise<void> {
  const there = new Set((await boss.getQueues([...SERVED])).map(({ name }) => name))
  // The queue of those that are buried here refers to it.
  if (!there.has(DEAD)) await boss.createQueue(DEAD, { heartbeatSeconds: 10 })
  for (const queue of QUEUES) if (!there.has(queue)) await createQueue(boss, queue)
}

/**
 * `stately`: by key, one job waits, one waits for another try, and one runs. A burst on one subject costs one more run. None is lost: if
 * a job fails while another of its key waits for another try, it ends, and that one serves for both.
 */
async function createQueue(boss: PgBoss, queue: QueueName): Promise<void> {
  await boss.createQueue(queue, {
    policy: 'stately',
    retryLimit: queue === 'errand' ? ENDLESS : 12,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 3_600,
    // Where hundreds stand takes as many writes, one a second; whether the process lives, its heartbeat tells.
    expireInSeconds: queue === 'standings' ? 3_600 : 120,
    heartbeatSeconds: 10,
    ...(queue === BURIED ? { deadLetter: DEAD } : {}),
    notify: true,
  })
}
