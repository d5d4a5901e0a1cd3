import { byDeadline } from '../../mechanisms/task/decide.ts'
import type { CommandSpec } from '../kit/handler.ts'
import type { TaskFacts } from './ports.ts'

/** Rule T2. */
export const task: CommandSpec<TaskFacts> = {
  name: 'task',
  usage: '/task',
  summary: 'Lists the open tasks of this subnet, with role, reward and deadline.',
  who: 'anyone',
  run: async ({ subject: { stream } }, { tasksOf }) => {
    const tasks = byDeadline(await tasksOf(stream)).map(
      ({ issue, title, role, reward, closesAt, stage }) => ({
        issue,
        title,
        role,
        reward,
        closesAt,
        stage,
      }),
    )
    return { kind: 'answer', answer: { kind: 'tasks', tasks } }
  },
}
