import { sql } from 'drizzle-orm'
import type { Queries } from './database.ts'

/** Wakes those who work on jobs that wait for their time, so that nobody has to ask all the time. */
export interface Alarm {
  /** Looks in so many milliseconds, at the latest, for what has fallen due. */
  set(wait: number): void
  stop(): void
}

/** Between two looks at what is due, or is being done and may fail, milliseconds. */
const AGAIN = 1_000

/**
 * `wake` is told each queue in which a job is due. Then the alarm is set to the next job's time, as long as one waits. A look that fails is
 * made up for by whoever works on the queue: each asks by itself too, only seldom.
 */
export function createAlarm(queries: Queries, wake: (queue: string) => void): Alarm {
  let timer: NodeJS.Timeout | undefined
  let at = Number.POSITIVE_INFINITY
  let isStopped = false
  const set = (wait: number) => {
    const when = performance.now() + wait
    if (isStopped || when >= at) return
    clearTimeout(timer)
    at = when
    timer = setTimeout(() => ring().catch(() => undefined), wait)
    timer.unref()
  }
  const ring = async () => {
    at = Number.POSITIVE_INFINITY
    const waits = await readWaits(queries)
    for (const { queue, wait } of waits) if (wait <= 0) wake(queue)
    if (waits.length > 0) set(Math.min(...waits.map(({ wait }) => (wait > 0 ? wait : AGAIN))))
  }
  return {
    set,
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

/** By queue, in how many milliseconds its next job is due. One that is being done may have to be tried again. */
async function readWaits(queries: Queries): Promise<readonly { queue: string; wait: number }[]> {
  const { rows } = await queries.execute<{ queue: string; wait: number }>(
    sql`select name as queue, min(case when state = 'active' then ${AGAIN}::float8
        else greatest(extract(epoch from start_after - now()) * 1000, 0)::float8 end) as wait
      from jobs.job where state in ('created', 'retry', 'active') group by name`,
  )
  return rows.map(({ queue, wait }) => ({ queue, wait: Math.ceil(Number(wait)) }))
}
