import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import { createAlarm } from './alarm.ts'
import type { Database, Queries } from './database.ts'
import { deliveriesWithoutJob } from './deliveries.ts'
import { type FailedTry, hastenOf, noteWanted, withoutJob } from './outstanding.ts'
import { enter } from './presence.ts'
import { BURIED, createQueues, DEAD, QUEUES, type QueueName, SERVED, triesOf } from './queues.ts'
import { keepingCount, SOON, work } from './worker.ts'

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
  onFailure: (failure: FailedTry) => void = () => undefined,
): Promise<Jobs> {
  const boss = new PgBoss({ ...database.boss, ...SETTINGS })
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

const SETTINGS = {
  schema: 'jobs',
  useListenNotify: true,
  // How soon it is seen that a job's process is gone, together with the queues' heartbeats.
  superviseIntervalSeconds: 10,
  monitorIntervalSeconds: 10,
  // Nobody reads pg-boss's list of processes. Entering it took longer than all else of a start.
  registerInstance: false,
} as const

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
