import { clip } from '../../github/escape.ts'
import { inHome, SHOWN } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { byDeadline } from '../../mechanisms/task/decide.ts'

/** Rule T2: what there is to do and to earn. */
const tasksSection: Section = {
  template: 'task/section/tasks',
  events: ['TaskOpened', 'TaskClosed', 'TaskExtended', 'TaskCounted', 'TaskEnded', 'TeamEnded'],
  reads: [],
  fill(state, facts) {
    const home = inHome(state, facts)
    const { open } = state.tasks
    if (open.length === 0 || !home) return null
    const tasks = byDeadline(open).map(({ issue, title, role, reward, closesAt, stage }) => ({
      title: clip(title, SHOWN.gist),
      url: `${home.url}/issues/${issue}`,
      role,
      reward,
      closesAt,
      stage,
    }))
    return { tasks }
  },
}

export const tasksSections = { tasks: tasksSection } satisfies Sections
