import { createHash } from 'node:crypto'
import { readTeamState } from '../../ledger/read-subnet.ts'
import { byDeadline } from '../../mechanisms/task/decide.ts'
import type { Resource } from '../kit/resource.ts'

/** `/api/ideas/<issue>/tasks`: the open tasks of a subnet, with what they pay and until when (rule T2). */
export const tasksResource: Resource = {
  name: 'tasks',
  read: async (queries, { stream, launch, home }) => {
    const { tasks } = await readTeamState(queries, stream)
    const body = {
      subnet: stream,
      netuid: launch?.netuid ?? null,
      home,
      tasks: byDeadline(tasks.open).map(({ issue, title, role, reward, closesAt, stage }) => ({
        issue,
        title,
        role,
        reward_rao: reward.toString(),
        closes_at: new Date(closesAt).toISOString(),
        stage,
      })),
    }
    const etag = createHash('sha256').update(JSON.stringify(body)).digest('hex')
    return { body, etag, signs: null }
  },
}
