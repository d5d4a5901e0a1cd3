import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss'
import type { Alarm } from './alarm.ts'
import type { Queries } from './database.ts'
import { type FailedTry, markOf, noteDone, noteFailed } from './outstanding.ts'
import { putOffBy } from './put-off.ts'
import type { QueueName } from './queues.ts'

/** Until what was just asked for, or has just failed, stands in the queue, milliseconds. */
export const SOON = 250

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
export const work = <Data extends object>(
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
export async function keepingCount(
  queries: Queries,
  { queue, key, data }: { readonly queue: QueueName; readonly key: string; readonly data: object },
  run: () => Promise<void>,
  onFailure: (failure: FailedTry) => void,
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
