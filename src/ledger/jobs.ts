import { sql } from 'drizzle-orm'
import { fromDrizzle, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss'
import { type Alarm, createAlarm } from './alarm.ts'
import type { Database, Queries } from './database.ts'
import { deliveriesWithoutJob } from './deliveries.ts'
import {
  type Failure,
  hastenOf,
  markOf,
  noteDone,
  noteFailed,
  noteWanted,
  withoutJob,
} from './outstanding.ts'
import { enter } from './presence.ts'
import { putOffBy } from './put-off.ts'

/**
 * - `deliver`: handle one stored delivery again that failed before: `{ id }`
 * - `thread`: make the thread of one idea show its state: `{ stream }`
 * - `check`: make the check run of one proposal show what came to it; `stream` is the proposal's own: `{ stream }`
 * - `checks`: make the check runs of one subnet's proposals show what came to its race: `{ stream }`
 * - `incident`: make one incident show its state: `{ stream, issue }`
 * - `standings`: make the check runs in one subnet's repository show where they stand: `{ stream }`
 * - `reply`: answer one command: `{ comment }`
 * - `notice`: say whose turn it is since one event: `{ stream, sequence }`
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
  'storefront',
  'reply',
  'notice',
  'errand',
  'config',
] as const

export type QueueName = (typeof QUEUES)[number]

/** The queue whose last failure somebody hears of. */
const BURIED = 'deliver'
const DEAD = `${BURIED}-dead`

/** All queues that are worked. */
export const SERVED: readonly string[] = [...QUEUES, DEAD]

/** One thing to be done, after so many milliseconds. */
export interface WantedJob {
  readonly queue: QueueName
  readonly key: string
  readonly data: object
  readonly wait?: number
}

export interface Jobs {
  readonly boss: PgBoss
  /** `wait` milliseconds pass before it is run; where one of its key waits already, that one serves for both. */
  enqueue(queries: Queries, queue: QueueName, key: string, data: object, wait?: number): Promise<void>
  /** The same of several, each of its own key: what is outstanding is noted by one statement. */
  enqueueAll(queries: Queries, wanted: readonly WantedJob[]): Promise<void>
  /** Runs `handle` for each job of a queue; a throw means another try later, once an hour at last, without an end. */
  work<Data extends object>(queue: QueueName, handle: (data: Data) => Promise<void>): Promise<void>
  /** What is outstanding and lies in no queue is enqueued again, and failed deliveries too; says how much that was. */
  takeUp(): Promise<number>
  /** Deliveries that were given up are tried once more each; says how many. */
  takeUpDead(): Promise<number>
  /** What has failed in the repositories of an account is tried at once; says how much that is. */
  hasten(queries: Queries, owner: string): Promise<number>
  /** Runs `handle` for each job of this queue whose tries are used up. */
  buried<Data extends object>(queue: typeof BURIED, handle: (data: Data) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

/** Starts pg-boss on the ledger's database. Waiting workers are woken by LISTEN/NOTIFY, on both databases. */
export async function startJobs(
  database: Database,
  onError: (error: Error) => void,
  onFailure: (failure: Failure) => void = () => undefined,
): Promise<Jobs> {
  const boss = new PgBoss({ ...database.boss, schema: 'jobs', useListenNotify: true, ...SUPERVISION })
  boss.on('error', onError)
  await boss.start()
  await createQueues(boss)
  const leave = await whenAlone(database, () => takeBack(boss, database.queries)).catch(async (error) => {
    await boss.stop({ graceful: false })
    throw error
  })
  const workers = new Map<string, string>()
  const alarm = createAlarm(database.queries, (queue) => {
    const worker = workers.get(queue)
    if (worker !== undefined) boss.notifyWorker(worker)
  })
  const enqueue = async (queries: Queries, wanted: readonly WantedJob[]) => {
    await enqueueAll(boss, queries, wanted)
    for (const { wait = 0 } of wanted) if (wait > 0) alarm.set(wait)
  }
  const workOn = async <Data extends object>(
    queue: string,
    handle: (data: Data, key: string) => Promise<void>,
  ) => {
    workers.set(queue, await work(boss, alarm, queue, handle))
    // What has waited since before this start.
    alarm.set(SOON)
  }
  return {
    boss,
    enqueue: (queries, queue, key, data, wait = 0) => enqueue(queries, [{ queue, key, data, wait }]),
    enqueueAll: enqueue,
    work: (queue, handle) =>
      queue === BURIED
        ? workOn(queue, handle)
        : workOn<Parameters<typeof handle>[0]>(queue, (data, key) =>
            keepingCount(database.queries, { queue, key, data }, () => handle(data), onFailure),
          ),
    takeUp: async () => {
      const lost = await withoutJob(database.queries)
      for (const queue of QUEUES) {
        const its = lost.filter((one) => one.queue === queue)
        const jobs = its.map(({ key, data }) => ({ singletonKey: key, data }))
        if (jobs.length > 0) await boss.insert(queue, jobs)
      }
      return lost.length + (await deliverAgain(boss, database.queries, 'retrying', triesOf(BURIED)))
    },
    takeUpDead: () => deliverAgain(boss, database.queries, 'dead', 0),
    hasten: async (queries, owner) => {
      alarm.set(SOON)
      return hastenOf(queries, owner)
    },
    buried: (_queue, handle) => workOn(DEAD, handle),
    stop: async () => {
      alarm.stop()
      await boss.stop({ graceful: true, timeout: 5_000 })
      await leave()
    },
  }
}

async function enqueueAll(boss: PgBoss, queries: Queries, wanted: readonly WantedJob[]): Promise<void> {
  // A delivery says itself whether it is handled.
  const noted = wanted.filter(({ queue }) => queue !== BURIED)
  await noteWanted(queries, noted)
  const db = fromDrizzle(queries, sql)
  for (const { queue, key, data, wait = 0 } of wanted) {
    await boss.send(queue, data, { singletonKey: key, startAfter: wait / 1_000, db })
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

/** Until what was just asked for, or has just failed, stands in the queue, milliseconds. */
const SOON = 250

/** Woken by NOTIFY, and by the alarm where a job has waited for its time. Asking costs as much as ten other queries: it is for what both miss. */
const WORKING = {
  batchSize: 10,
  burstWhenBatchFull: true,
  notifyPollingIntervalSeconds: 10,
  pollingIntervalSeconds: 1,
  perJobResults: true,
  includeMetadata: true,
} as const

/** Answers the worker's id. */
const work = <Data extends object>(
  boss: PgBoss,
  alarm: Alarm,
  queue: string,
  handle: (data: Data, key: string) => Promise<void>,
): Promise<string> =>
  boss.work(queue, WORKING, async (jobs: JobWithMetadata<Data>[]) => {
    const again = (data: object, key: string) => async (wait: number) => {
      await boss.send(queue, data, { singletonKey: key, startAfter: wait / 1_000 })
      alarm.set(wait)
    }
    const results = await Promise.all(
      jobs.map(({ id, data, singletonKey }) => {
        const key = singletonKey ?? ''
        return settle(id, () => handle(data, key), again(data, key))
      }),
    )
    if (results.some(({ status }) => status === 'failed')) alarm.set(SOON)
    return results
  })

/** Done is what was asked for when it began: what was asked for meanwhile has a job of its own. */
async function keepingCount(
  queries: Queries,
  { queue, key, data }: { readonly queue: QueueName; readonly key: string; readonly data: object },
  run: () => Promise<void>,
  onFailure: (failure: Failure) => void,
): Promise<void> {
  const mark = await markOf(queries, queue, key)
  try {
    await run()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    onFailure(await noteFailed(queries, { queue, key, data }, reason))
    throw error
  }
  if (mark !== null) await noteDone(queries, queue, key, mark)
}

/**
 * Each job of a batch ends on its own: a failure takes no other job with it. What an account's rate limit stopped waits for the end of
 * that, in a job of its own: no try is used up, and no pause that grew with failures is waited out.
 */
async function settle(
  id: string,
  run: () => Promise<void>,
  again: (wait: number) => Promise<void>,
): Promise<JobResult> {
  try {
    await run()
    return { id, status: 'completed' }
  } catch (error) {
    const wait = putOffBy(error)
    if (wait !== null && (await isDone(() => again(wait)))) return { id, status: 'completed' }
    return {
      id,
      status: 'failed',
      output: { message: error instanceof Error ? error.message : String(error) },
    }
  }
}

const isDone = (work: () => Promise<void>): Promise<boolean> =>
  work().then(
    () => true,
    () => false,
  )

/** Deliveries of this status that lie in no queue are tried again, so often. */
async function deliverAgain(
  boss: PgBoss,
  queries: Queries,
  status: 'retrying' | 'dead',
  retryLimit: number,
): Promise<number> {
  const ids = await deliveriesWithoutJob(queries, BURIED, status)
  if (ids.length > 0) {
    await boss.insert(
      BURIED,
      ids.map((id) => ({ singletonKey: id, data: { id }, retryLimit })),
    )
  }
  return ids.length
}

/** What is wanted goes on being tried, once an hour at last: nothing else would ask again. */
const ENDLESS = 1_000_000

/** A delivery that fails so often is put before people; the sweep tries it again all the same. */
const triesOf = (queue: QueueName): number => (queue === BURIED ? 12 : ENDLESS)

/** Only what is missing: each start asks, and most of its time went into making again what was there. */
async function createQueues(boss: PgBoss): Promise<void> {
  const there = new Map((await boss.getQueues([...SERVED])).map((queue) => [queue.name, queue.retryLimit]))
  // The queue of those that are buried here refers to it.
  if (!there.has(DEAD)) await boss.createQueue(DEAD, { heartbeatSeconds: 10 })
  for (const queue of QUEUES) {
    if (!there.has(queue)) await createQueue(boss, queue)
    // An earlier version gave up after twelve tries.
    else if (there.get(queue) !== triesOf(queue))
      await boss.updateQueue(queue, { retryLimit: triesOf(queue) })
  }
}

/**
 * `stately`: by key, one job waits, one waits for another try, and one runs. A burst on one subject costs one more run. None is lost: if
 * a job fails while another of its key waits for another try, it ends, and that one serves for both.
 */
async function createQueue(boss: PgBoss, queue: QueueName): Promise<void> {
  await boss.createQueue(queue, {
    policy: 'stately',
    retryLimit: triesOf(queue),
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
