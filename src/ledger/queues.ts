import type { PgBoss } from 'pg-boss'

/**
 * - `deliver`: handle one stored delivery again that failed before: `{ id }`
 * - `thread`: make the thread of one idea show its state: `{ stream }`
 * - `check`: make the check run of one proposal show what came to it; `stream` is the proposal's own: `{ stream }`
 * - `checks`: make the check runs of one subnet's proposals show what came to its race: `{ stream }`
 * - `incident`: make one incident show its state: `{ stream, issue }`
 * - `standings`: make the check runs in one subnet's repository show where they stand: `{ stream }`
 * - `storefront`: make the selling thread of one live subnet show its table: `{ stream }`
 * - `reply`: answer one command: `{ comment }`
 * - `notice`: say whose turn it is since one event: `{ stream, sequence }`
 * - `errand`: find out or do one thing outside that a subnet's state asks for: `{ stream, key }`
 * - `config`: read one repository's settings again: `{ repositoryId, repository, installation, commit }`
 */
export const QUEUES = [
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
export const BURIED = 'deliver'
export const DEAD = `${BURIED}-dead`

/** All queues that are worked. */
export const SERVED: readonly string[] = [...QUEUES, DEAD]

/** What is wanted goes on being tried, once an hour at last: nothing else would ask again. */
const ENDLESS = 1_000_000

/** A delivery that fails so often is put before people; the sweep tries it again all the same. */
export const triesOf = (queue: QueueName): number => (queue === BURIED ? 12 : ENDLESS)

/** Only what is missing: each start asks, and most of its time went into making again what was there. */
export async function createQueues(boss: PgBoss): Promise<void> {
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
