import { sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { SERVED } from './queues.ts'

/** Jobs that wait in a queue which this version of the program does not work: an earlier version put them there. */
export interface Unserved {
  readonly queue: string
  readonly jobs: number
}

/** The queues of other versions in which jobs still wait, by name. pg-boss's own begin with `__`. */
export async function readUnserved(queries: Queries): Promise<readonly Unserved[]> {
  const served = sql.join(
    SERVED.map((queue) => sql`${queue}`),
    sql`, `,
  )
  const { rows } = await queries.execute<{ queue: string; jobs: number }>(
    sql`select name as queue, count(*)::int as jobs from jobs.job
      where state in ('created', 'retry', 'active') and not starts_with(name, '__') and name not in (${served})
      group by name order by name`,
  )
  return rows.map(({ queue, jobs }) => ({ queue, jobs }))
}
