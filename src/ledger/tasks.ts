import { and, eq } from 'drizzle-orm'
import { teamOf } from '../mechanisms/streams/names.ts'
import type { TaskOpened } from '../mechanisms/task/slice.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { events } from './schema.ts'

/** Whether an issue in a subnet's home was ever opened as a task: what is over is in no state any more. */
export async function wasTask(queries: Queries, subnet: string, issue: number): Promise<boolean> {
  const opened = await queries
    .select({ data: events.data })
    .from(events)
    .where(and(eq(events.stream, teamOf(subnet)), eq(events.type, 'TaskOpened')))
  return opened.some(({ data }) => decode<TaskOpened>(data).issue === issue)
}
