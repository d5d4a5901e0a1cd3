import { dueAt, type Family, isOver, isReached, type Moment, nothing, type View } from '../kernel/family.ts'
import { nearAt } from '../kernel/nearing.ts'
import { type Rao, rao } from '../money.ts'
import { subnetOf } from '../streams/names.ts'
import type { TeamEnded } from '../team/slice.ts'
import { openTask, promised, reportTask, reportTaskEnd } from './decide.ts'
import { heardOf, membersAt, outlivesTeam } from './members.ts'
import type {
  Task,
  TaskClosed,
  TaskEnded,
  TaskNearsEnd,
  TaskOpened,
  TasksShape,
  TasksSlice,
} from './slice.ts'

type State = View<TasksShape>

/** Rule T2: tasks with a reward and a deadline, for those who hold a role. */
export const tasks: Family<TasksShape> = {
  name: 'tasks',
  initial: { open: [], rewards: [] },
  inHome: {
    TaskOpened: true,
    TaskNearsEnd: false,
    TaskClosed: false,
    TaskExtended: false,
    TaskCounted: false,
    TaskEnded: false,
  },
  asks: { launch: subnetOf, update: subnetOf, idea: subnetOf },
  decide: { OpenTask: openTask, ReportTask: reportTask, ReportTaskEnd: reportTaskEnd },
  evolve: {
    TaskOpened: (own, event) => ({ ...own, open: [...own.open, opened(event)] }),
    TaskNearsEnd: (own, { issue, closesAt: toldOf }) => change(own, issue, { toldOf }),
    TaskClosed: (own, { issue, members }) => change(own, issue, { stage: 'counting', members, team: null }),
    TaskExtended: (own, { issue, closesAt }) =>
      change(own, issue, { stage: 'open', closesAt, isExtended: true, members: [] }),
    TaskCounted: (own, event, { team }) => {
      const { issue, results, others } = event
      const counted = { stage: 'ending', members: [], results } as const
      return change(heardOf(own, event, team), issue, others ? { ...counted, others } : counted)
    },
    TaskEnded: ended,
    RolesSet: (own, event, { team }) => heardOf(own, event, team),
    SeatAsked: (own, event, { team }) => heardOf(own, event, team),
    SeatLeft: (own, event, { team }) => heardOf(own, event, team),
    TeamEnded: (own, event, { team }) => heardOf(stillOpen(own, event), event, team),
    IntentSettled: (own, { purpose: { kind, about } }) => ({
      ...own,
      rewards: kind === 'task-reward' ? own.rewards.filter(({ issue }) => issue !== about[0]) : own.rewards,
    }),
  },
  follows,
  due: ({ tasks: { open } }) =>
    dueAt(...open.flatMap((task) => (task.stage === 'open' ? [task.closesAt, nearEnd(task)] : []))),
  wishes: {
    'task-reward': ({ tasks: { rewards } }) =>
      rewards.map(({ issue, winner, amount, pot }) => ({
        purpose: { kind: 'task-reward', about: [issue] },
        pot,
        call: { kind: 'transfer', to: { user: winner.id }, amount },
      })),
  },
  settled: { 'task-reward': nothing },
  errands: {
    'task-stakes': (state) =>
      inStage(state, 'counting').map(({ issue, isExtended }) => {
        const key = `task-stakes:${subnetOf(state.stream)}:${issue}`
        return { kind: 'task-stakes', key: isExtended ? `${key}:extended` : key, issue }
      }),
    'task-end': (state) =>
      inStage(state, 'ending').map(({ issue }) => ({
        kind: 'task-end',
        key: `task-end:${subnetOf(state.stream)}:${issue}`,
        issue,
      })),
  },
}

const inStage = ({ tasks: { open } }: State, stage: Task['stage']): Task[] =>
  open.filter((task) => task.stage === stage)

const stillOpen = (own: TasksSlice, { at }: TeamEnded): TasksSlice => ({
  ...own,
  open: own.open.filter((task) => outlivesTeam(task, at)),
})

/** Whoever held a seat at the deadline has a submission that counts. */
function follows({ tasks: { open }, team }: State, moment: Moment): TaskClosed | TaskNearsEnd | null {
  const over = open.find((task) => task.stage === 'open' && isOver(moment, task.closesAt))
  if (!over) return nearing(open, moment)
  return { type: 'TaskClosed', issue: over.issue, members: membersAt(over, team), ...moment.when }
}

/** When it is to be told that the deadline is near; null where that was told. */
const nearEnd = ({ closesAt, length, toldOf }: Task): number | null =>
  toldOf === closesAt ? null : nearAt(closesAt - length, closesAt)

function nearing(open: readonly Task[], moment: Moment): TaskNearsEnd | null {
  const now = moment.tick?.at ?? 0
  const task = open.find(
    (one) => one.stage === 'open' && now < one.closesAt && isReached(moment, nearEnd(one)),
  )
  return task ? { type: 'TaskNearsEnd', issue: task.issue, closesAt: task.closesAt, ...moment.when } : null
}

const opened = ({ type: _, at: __, source: ___, ...task }: TaskOpened): Task => ({
  ...task,
  isExtended: false,
  stage: 'open',
  members: [],
  team: null,
  results: [],
})

const change = (own: TasksSlice, issue: number, news: Partial<Task>): TasksSlice => ({
  ...own,
  open: own.open.map((task) => (task.issue === issue ? { ...task, ...news } : task)),
})

function ended(own: TasksSlice, { issue, winner, reward: amount, pot }: TaskEnded): TasksSlice {
  return {
    open: own.open.filter((task) => task.issue !== issue),
    rewards: winner ? [...own.rewards, { issue, winner, amount, pot }] : own.rewards,
  }
}

/** What is left of an amount beside what tasks promise, and the rewards that are won and not paid. */
export function besideRewards(amount: bigint, tasks: TasksSlice): Rao {
  const left = amount - promised(tasks)
  return rao(left > 0n ? left : 0n)
}
