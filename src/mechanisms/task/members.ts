import { benchOf, seatsIn, withSaying } from '../team/bench.ts'
import type { RolesSet, SeatAsked, SeatLeft, TeamEnded, TeamSlice } from '../team/slice.ts'
import type { Task, TaskCounted, TasksSlice } from './slice.ts'

type Heard = RolesSet | SeatAsked | SeatLeft | TeamEnded | TaskCounted

/** T2: the user ids of those who held a seat of its role at its deadline, whatever was said since (rule G0). */
export const membersAt = ({ role, closesAt, team: kept }: Task, team: TeamSlice): number[] =>
  seatsIn(benchOf(kept ?? before(team, closesAt)), role).map(({ person }) => person.id)

/**
 * What is heard of the team while tasks wait for the clock to call their deadline. The first thing that happened after a deadline leaves
 * the team of before it with the task; what was said before it, and is heard later, is added there.
 */
export const heardOf = (own: TasksSlice, event: Heard, team: TeamSlice): TasksSlice => ({
  ...own,
  open: own.open.map((task) => (task.stage === 'open' ? afterHeard(task, event, team) : task)),
})

/** D4: a task that is still open is over with the team. One whose deadline had come is counted and owed. */
export const outlivesTeam = ({ stage, closesAt }: Task, endedAt: number): boolean =>
  stage !== 'open' || closesAt <= endedAt

function afterHeard(task: Task, event: Heard, team: TeamSlice): Task {
  if (event.at >= task.closesAt) return task.team ? task : { ...task, team: before(team, task.closesAt) }
  return task.team ? { ...task, team: withHeard(task.team, event) } : task
}

function withHeard(team: TeamSlice, event: Heard): TeamSlice {
  if (event.type === 'SeatLeft') return withSaying(team, event)
  if (event.type !== 'SeatAsked') return team
  const { displaced: _, ...saying } = event
  return withSaying(team, saying)
}

const before = (team: TeamSlice, at: number): TeamSlice => ({
  ...team,
  said: team.said.filter((one) => one.at < at),
})
