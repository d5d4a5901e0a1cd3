import type { Config } from '../config.ts'
import { accept, refuse } from '../kernel/decision.ts'
import type { Around, Decided, View, Wide } from '../kernel/family.ts'
import { type Rao, rao } from '../money.ts'
import { potIn } from '../pots.ts'
import { split } from '../shares.ts'
import { afterRoles, benchOf } from '../team/bench.ts'
import { openingOf } from '../team/decide.ts'
import type { RolesSet } from '../team/slice.ts'
import { guarantorInForce } from '../update/guarantor.ts'
import type {
  OpenTask,
  ReportTask,
  ReportTaskEnd,
  Result,
  Task,
  TaskOpened,
  TasksShape,
  TasksSlice,
} from './slice.ts'

type Decision = Decided<TasksShape>
type State = View<TasksShape>

/** More than a team can work at, and few enough for the state: those that are open, and those that are won and not paid. */
const MOST_TASKS = 8

/** T2: the guarantor in force, or a validator, opens a task. What it promises is in the treasury, and promised to nobody else. */
export function openTask(state: Wide<TasksShape>, command: OpenTask, { config }: Around): Decision {
  const { tasks, team, launch, update, idea } = state
  if (launch?.startedAt == null || launch.stage === 'dissolved' || !idea?.pots) return refuse('no-team')
  const { issue, role, reward, opener, length, at } = command
  if (tasks.open.some((task) => task.issue === issue)) return refuse('task-known')
  if (!command.isValidator && guarantorInForce({ launch, update })?.id !== opener.id)
    return refuse('not-a-guide')
  const opening = openingOf(state, config, command)
  const { roles } = benchOf(opening.reduce(afterRoles, team))
  if (!roles.some(({ id }) => id === role)) {
    return refuse('unknown-role', { role, known: roles.map(({ id }) => id).join(', ') })
  }
  if (tasks.open.length + tasks.rewards.length >= MOST_TASKS) {
    return refuse('too-many-tasks', { most: MOST_TASKS, unpaid: tasks.rewards.length })
  }
  const left = command.free - promised(tasks)
  const free = rao(left > 0n ? left : 0n)
  const [most] = split(free, config.team.taskCapBasisPoints)
  if (reward > most) return refuse('too-dear', { reward, free, most: rao(most) })
  const { type: _, isValidator: __, free: ___, ...asked } = command
  const opened: TaskOpened = {
    ...asked,
    type: 'TaskOpened',
    closesAt: at + length,
    scoring: config.scoring,
    pot: potIn(idea.pots, 'treasury'),
  }
  return accept<RolesSet | TaskOpened>(...opening, opened)
}

/** What open tasks promise, and what is won and not paid. */
export const promised = ({ open, rewards }: TasksSlice): Rao =>
  rao(
    open.reduce((sum, { reward }) => sum + reward, 0n) +
      rewards.reduce((sum, { amount }) => sum + amount, 0n),
  )

/** A4 among the submissions. Where nobody can win, the deadline moves once, while there is a team. */
export function reportTask({ tasks, team }: State, command: ReportTask, { config }: Around): Decision {
  const task = taskOf(tasks, command.issue)
  if (task?.stage !== 'counting') return accept()
  const { issue, at, source } = command
  const canWin = hasQuorum(command, config) && command.results.some(({ incentive }) => incentive > 0)
  if (!canWin && !task.isExtended && team.settledBy !== null) {
    return accept({ type: 'TaskExtended', issue, closesAt: task.closesAt + task.length, at, source })
  }
  const { standingBasisPoints } = config.team
  const { total: _, ...counted } = command
  const none = canWin ? {} : { results: counted.results.map(withNothing), incentives: {} }
  return accept({ ...counted, ...none, type: 'TaskCounted', standingBasisPoints })
}

const withNothing = (result: Result): Result => ({ ...result, incentive: 0 })

/** The share of the validators' stake that decides a dispute decides a task too. */
function hasQuorum({ stakes, total }: ReportTask, { dispute }: Config): boolean {
  const scored = Object.values(stakes).reduce((sum, stake) => sum + stake, 0n)
  return scored >= split(rao(total), dispute.quorumBasisPoints)[0]
}

export function reportTaskEnd({ tasks }: State, command: ReportTaskEnd): Decision {
  const task = taskOf(tasks, command.issue)
  if (task?.stage !== 'ending') return accept()
  const { title, opener, reward, pot, results, others } = task
  const winner = results.find(({ pull }) => pull === command.merged?.pull)?.author ?? null
  const ended = { ...command, type: 'TaskEnded', title, opener, reward, pot, winner, results } as const
  return accept(others ? { ...ended, others } : ended)
}

export const taskOf = ({ open }: TasksSlice, issue: number | undefined): Task | undefined =>
  open.find((task) => task.issue === issue)

/** As people are shown them, in whatever order they were heard of: what ends first, and of one time by its issue. */
export const byDeadline = <One extends Pick<Task, 'issue' | 'closesAt'>>(tasks: readonly One[]): One[] =>
  tasks.toSorted((one, other) => one.closesAt - other.closesAt || one.issue - other.issue)
