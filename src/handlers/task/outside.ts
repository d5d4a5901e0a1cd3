import { counts, spans } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, refusalsOf } from '../kit/words.ts'
import { countTask } from './count.ts'
import { endTask } from './end.ts'
import { task } from './list.ts'
import { nearsEnd } from './nears-end.ts'
import { ended, extended } from './notices.ts'
import { handleTaskIssue } from './open-task.ts'

export const tasksOutside: Outside<'tasks'> = {
  events: eventsOf(
    'task',
    'TaskOpened',
    'TaskNearsEnd',
    'TaskClosed',
    'TaskCounted',
    'TaskExtended',
    'TaskEnded',
  ),
  fields: { ...counts('incentive', 'mean', 'weight'), ...spans('length') },
  commands: [task],
  webhooks: { issues: handleTaskIssue },
  errands: { 'task-stakes': countTask, 'task-end': endTask },
  intents: intentsOf('task', 'task-reward'),
  notices: {
    ...quiet('TaskOpened', 'TaskClosed', 'TaskCounted'),
    TaskNearsEnd: nearsEnd,
    TaskExtended: extended,
    TaskEnded: ended,
  },
  refusals: refusalsOf('task', 'not-a-guide', 'too-many-tasks', 'too-dear', 'task-known'),
}
