import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import { issueAt } from '../../github/places.ts'
import { benchOf, seatsIn } from '../../mechanisms/team/bench.ts'
import type { RolesSet, SeatAsked, TeamEnded } from '../../mechanisms/team/slice.ts'
import { inItsHome, type NoticeOf, onIdea } from '../kit/notice.ts'

/** T1: whoever lost a seat to a newcomer is told where the newcomer asked for it. */
export const displaced: NoticeOf<SeatAsked> = ({ role, person, displaced: member, source }, state) => {
  const on = source.kind === 'comment' ? inItsHome(state, source.issue) : null
  const bench = benchOf(state.team)
  if (!member || !on || seatsIn(bench, role).some((seat) => seat.person.id === member.id)) return null
  const filling = { role, newcomer: clip(person.login, SHOWN.login), immunity: bench.immunity }
  return { template: 'team/notice/displaced', filling, people: { member }, on }
}

/** More are not mentioned: GitHub tells fifty people at most of one comment. */
const MOST_MENTIONED = 50

/** T1: whose role ended, or became smaller, is told in the thread of the subnet. */
export const rolesSet: NoticeOf<RolesSet> = ({ lost }, state) => {
  const shown = lost.slice(0, MOST_MENTIONED)
  if (shown.length === 0) return null
  const members = shown.map(({ role }, place) => ({ name: `member${place}`, role }))
  const people = Object.fromEntries(shown.map(({ person }, place) => [`member${place}`, person]))
  const filling = { members, more: lost.length - shown.length }
  return { template: 'team/notice/roles-set', filling, people, on: onIdea(state) }
}

/** D4: whoever opened a task that is over with the team is told in the thread of the subnet. */
export const tasksDropped: NoticeOf<TeamEnded> = ({ dropped = [] }, state, { github }) => {
  if (!state.home || dropped.length === 0) return null
  const { repository } = state.home
  const tasks = dropped.map(({ issue }, place) => ({
    name: `opener${place}`,
    issue,
    url: issueAt(github, { repository, issue }),
  }))
  const people = Object.fromEntries(dropped.map(({ opener }, place) => [`opener${place}`, opener]))
  return { template: 'team/notice/tasks-dropped', filling: { tasks }, people, on: onIdea(state) }
}
