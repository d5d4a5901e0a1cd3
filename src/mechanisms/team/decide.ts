import type { Config } from '../config.ts'
import { accept, acceptWith, type Refusal, refuse } from '../kernel/decision.ts'
import type { Around, Decided, View, Wide } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import { isOlder } from '../kernel/said.ts'
import { outlivesTeam } from '../task/members.ts'
import {
  afterRoles,
  benchOf,
  holderFor,
  seatsIn,
  takeableFrom,
  underRoles,
  withinReach,
  withSaying,
} from './bench.ts'
import type {
  AskSeat,
  Bench,
  EndTeam,
  LeaveSeat,
  Role,
  RolesSet,
  Saying,
  SeatAsked,
  SetRoles,
  TeamRefusal,
  TeamShape,
  TeamSlice,
} from './slice.ts'

type State = Wide<TeamShape>
type Decision = Decided<TeamShape>

/** T1: the roles of the architecture in force. */
export function setRoles({ team }: View<TeamShape>, command: SetRoles, { config }: Around): Decision {
  return accept(rolesSet(team, command.roles, config, command))
}

/** D4: where no roles stood, nothing ends. */
export function endTeam({ team, tasks }: View<TeamShape>, { at, source }: EndTeam): Decision {
  if (team.settledBy === null) return accept()
  const open = tasks.open.filter((task) => !outlivesTeam(task, at))
  const dropped = open.map(({ issue, opener }) => ({ issue, opener }))
  return accept({ type: 'TeamEnded', ...(dropped.length > 0 && { dropped }), at, source })
}

function rolesSet(
  team: TeamSlice,
  roles: readonly Role[],
  { team: rules }: Config,
  when: Occurrence,
): RolesSet {
  const { at, source } = when
  const standing = withinReach(roles)
  const bench = benchOf(team)
  const kept = new Set(underRoles(bench, standing, rules.immunity).seats)
  const lost = bench.seats.filter((seat) => !kept.has(seat)).map(({ role, person }) => ({ role, person }))
  return { type: 'RolesSet', roles: standing, immunity: rules.immunity, lost, at, source }
}

/** The roles of a subnet that had started before there were teams. */
export function openingOf(
  { team, launch }: Pick<State, 'team' | 'launch'>,
  config: Config,
  when: Occurrence,
): RolesSet[] {
  if (team.settledBy !== null || launch?.startedAt == null) return []
  return [rolesSet(team, launch.architecture.roles, config, { ...when, at: launch.startedAt })]
}

/** T1: `/join <role>`. A subnet that had started before there were teams opens its own with the first who asks. */
export function askSeat(state: State, command: AskSeat, { config }: Around): Decision {
  const { launch } = state
  if (launch?.startedAt == null || launch.stage === 'dissolved') return refuse('no-team')
  const opening = openingOf(state, config, command)
  const team = opening.reduce(afterRoles, state.team)
  const { role, coldkey } = command
  const { roles } = team.settled
  if (!roles.some(({ id }) => id === role)) return refuse('unknown-role', { role, known: namesOf(roles) })
  if (coldkey === null) return refuse('unlinked')
  if (isSettled(team, command)) return refuse('heard-late')
  const inherited = command.inherited.slice(0, MOST_INHERITED)
  const asked = { ...command, type: 'SeatAsked', coldkey, inherited } as const
  if (isKnown(team, asked)) return accept()
  const before = benchOf(team)
  const after = benchOf(withSaying(team, asked))
  const lost = before.seats.find((seat) => !after.seats.some((one) => isSame(one, seat)))
  const displaced = lost && lost.person.id !== asked.person.id ? lost.person : null
  const events: TeamShape['event'][] = [...opening, { ...asked, displaced }]
  const then = asOf(team, asked)
  return acceptWith(answerTo(benchOf(then), benchOf(withSaying(then, asked)), asked), ...events)
}

/** Whoever has left since is answered by what stood then: that the seat is not theirs now is their own doing. */
function asOf(team: TeamSlice, asked: Saying): TeamSlice {
  const hasLeft = team.said.some(
    (one) => one.type === 'SeatLeft' && one.person.id === asked.person.id && isOlder(asked, one),
  )
  return hasLeft ? { ...team, said: team.said.filter((one) => isOlder(one, asked)) } : team
}

/** The nearest. The chain lets a coldkey be swapped every few days at most. */
const MOST_INHERITED = 2

/** `/leave [role]` */
export function leaveSeat({ team }: View<TeamShape>, command: LeaveSeat): Decision {
  const left = { ...command, type: 'SeatLeft' } as const
  if (isKnown(team, left)) return accept()
  const { seats } = benchOf(team)
  const { role, person } = command
  const held = seats.some((seat) => seat.person.id === person.id && (role === null || seat.role === role))
  if (!held) return refuse('no-seat', role === null ? {} : { role })
  return isSettled(team, command) ? refuse('heard-late') : accept(left)
}

/** What whoever asked has to know: nothing where the seat is theirs now. */
function answerTo(
  before: Bench,
  after: Bench,
  asked: Omit<SeatAsked, 'displaced'>,
): Refusal<TeamRefusal> | null {
  const { role, person } = asked
  const holder = holderFor(before, asked)
  if (holder) {
    return holder.person.id === person.id
      ? { code: 'seated', facts: { role } }
      : { code: 'coldkey-seated', facts: { role, holder: holder.person.login } }
  }
  if (holderFor(after, asked)) return null
  return {
    code: 'seats-taken',
    facts: { role, seats: seatsIn(after, role).length, until: takeableFrom(after, role) },
  }
}

const isSettled = ({ settledBy }: TeamSlice, when: Occurrence): boolean =>
  settledBy !== null && isOlder(when, settledBy)

/** One comment may hold several commands: they have its place, and differ in what they say. */
const isKnown = ({ said }: TeamSlice, saying: Saying): boolean =>
  said.some(
    (one) =>
      one.type === saying.type &&
      one.role === saying.role &&
      one.person.id === saying.person.id &&
      !isOlder(one, saying) &&
      !isOlder(saying, one),
  )

const isSame = (one: Bench['seats'][number], other: Bench['seats'][number]): boolean =>
  one.role === other.role && one.person.id === other.person.id

const namesOf = (roles: readonly Role[]): string => roles.map(({ id }) => id).join(', ')
