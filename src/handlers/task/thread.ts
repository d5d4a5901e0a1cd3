import { roleLabel } from '../../github/labels.ts'
import { renderTemplate } from '../../github/template.ts'
import type { Thread } from '../../github/thread.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { taskOf } from '../../mechanisms/task/decide.ts'
import { benchOf } from '../../mechanisms/team/bench.ts'

/** Rule T2: what the issue of an open task shows, with the label of its role. Null where the issue is none. */
export function renderTask(
  { tasks, team }: Pick<SubnetState, 'tasks' | 'team'>,
  issue: number,
): Thread | null {
  const task = taskOf(tasks, issue)
  if (!task) return null
  const { role, reward, closesAt, isExtended } = task
  return {
    body: renderTemplate('task/thread', { issue, role, reward, closesAt, isExtended }),
    labels: [roleLabel(role)],
    made: benchOf(team).roles.map(({ id }) => roleLabel(id)),
    closed: false,
  }
}
