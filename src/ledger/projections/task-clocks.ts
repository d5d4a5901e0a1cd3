import { eq, sql } from 'drizzle-orm'
import { subnetOf } from '../../mechanisms/streams/names.ts'
import { team } from '../../mechanisms/team/team.ts'
import { taskClocks } from '../schema.ts'
import type { Projection } from './projection.ts'

/** One row a team with an open task: when its clock must call. */
export const taskClockRows: Projection<'team'> = {
  name: 'task clocks',
  version: 2,
  tables: ['task_clocks'],
  kinds: ['team'],
  overwrites: true,
  apply: async (queries, { stream, after }) => {
    const { at: dueAt } = team.due(after)
    if (dueAt === null) {
      await queries.delete(taskClocks).where(eq(taskClocks.stream, stream))
      return
    }
    await queries
      .insert(taskClocks)
      .values({ stream, subnet: subnetOf(stream), dueAt })
      .onConflictDoUpdate({ target: taskClocks.stream, set: { dueAt: sql`excluded.due_at` } })
  },
}
