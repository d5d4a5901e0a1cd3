import { taskOf } from '../../mechanisms/task/decide.ts'
import { membersAt } from '../../mechanisms/task/members.ts'
import { contenders, scoresFor } from '../../mechanisms/task/results.ts'
import type { TaskNearsEnd } from '../../mechanisms/task/slice.ts'
import { inItsHome, type NoticeOf } from '../kit/notice.ts'
import { doneWith } from '../scoring/done.ts'

/** T2: members who have not submitted, and validators who have not scored all. The opener's own score does not count. */
export const nearsEnd: NoticeOf<TaskNearsEnd> = ({ issue, closesAt }, state) => {
  const task = taskOf(state.tasks, issue)
  const on = inItsHome(state, issue)
  if (!task || !on || task.stage !== 'open' || task.closesAt !== closesAt) return null
  const members = membersAt(task, state.team)
  const running = contenders(state, { ...task, members })
  const done = doneWith(running, scoresFor(task, running, state.scores))
  return {
    template: 'task/notice/nears-end',
    filling: { issue, closesAt, reward: task.reward, role: task.role, count: running.length },
    people: {},
    seated: { users: members.filter((user) => !running.some(({ author }) => author.id === user)) },
    ...(running.length > 0 && { others: { scoring: task.scoring, done: [...done, task.opener.id] } }),
    isForThemAlone: true,
    until: closesAt,
    on,
  }
}
