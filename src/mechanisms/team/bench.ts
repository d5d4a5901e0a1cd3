import { isOlder } from '../kernel/said.ts'
import type { Bench, Role, RolesSet, Saying, Seat, SeatAsked, TeamSlice } from './slice.ts'

/**
 * A subnet with a team has two incentive mechanisms at least, and the chain has 256 places for neurons in all of them: no more members
 * could be paid.
 */
export const MOST_SEATS = 128

/** So much of what was said last can still change places with what is heard late. */
const MOST_SAID = 32

export const NO_TEAM: TeamSlice = {
  settled: { roles: [], immunity: 0, seats: [], standings: {} },
  settledBy: null,
  said: [],
}

/** Who sits where now. */
export const benchOf = ({ settled, said }: TeamSlice): Bench => said.reduce(seatedBy, settled)

/** With one more saying, at its place in time; what is too old to change places any more is settled. */
export function withSaying(team: TeamSlice, saying: Saying): TeamSlice {
  const later = team.said.findIndex((one) => isOlder(saying, one))
  const said = team.said.toSpliced(later === -1 ? team.said.length : later, 0, saying)
  const [oldest, ...rest] = said
  if (said.length <= MOST_SAID || !oldest) return { ...team, said }
  const { at, source } = oldest
  return { settled: seatedBy(team.settled, oldest), settledBy: { at, source }, said: rest }
}

/** The roles of an architecture with as many seats as there can be: an old one may have more. */
export function withinReach(roles: readonly Role[]): Role[] {
  let left = MOST_SEATS
  return roles.flatMap(({ id, seats: wanted }) => {
    const seats = Math.min(wanted, left)
    left -= seats
    return seats > 0 ? [{ id, seats }] : []
  })
}

/** What was said before other roles stood is settled by the roles of then. */
export const afterRoles = (team: TeamSlice, { roles, immunity, at, source }: RolesSet): TeamSlice => ({
  settled: underRoles(benchOf(team), roles, immunity),
  settledBy: { at, source },
  said: [],
})

/** Rule T1 under other roles: whose role is gone, or has fewer seats, loses theirs, the lowest first. */
export function underRoles(bench: Bench, roles: readonly Role[], immunity: number): Bench {
  const kept = new Set(
    roles.flatMap(({ id, seats }) => {
      const held = seatsIn(bench, id)
      return held.toSorted(lowestFirst(bench)).slice(Math.max(held.length - seats, 0))
    }),
  )
  return { ...bench, roles, immunity, seats: bench.seats.filter((seat) => kept.has(seat)) }
}

function seatedBy(bench: Bench, saying: Saying): Bench {
  const { seats } = bench
  if (saying.type === 'SeatAsked') return { ...bench, seats: asked(bench, saying) }
  const { role, person } = saying
  return {
    ...bench,
    seats: seats.filter((seat) => seat.person.id !== person.id || (role !== null && seat.role !== role)),
  }
}

/** A free seat, or that of the lowest past immunity; none where one is held already, or all are immune. */
function asked(bench: Bench, saying: Omit<SeatAsked, 'displaced'>): readonly Seat[] {
  const { role: id, person, coldkey, at } = saying
  const role = bench.roles.find((one) => one.id === id)
  if (!role || holderFor(bench, saying)) return bench.seats
  const seat: Seat = { role: id, person, coldkey, since: at }
  const held = seatsIn(bench, id)
  if (held.length < role.seats) return [...bench.seats, seat]
  const lowest = held.filter(({ since }) => since + bench.immunity <= at).toSorted(lowestFirst(bench))[0]
  return lowest ? [...bench.seats.filter((one) => one !== lowest), seat] : bench.seats
}

/** Who holds the one seat of the role that this person, or this coldkey, can have. */
export const holderFor = (
  bench: Bench,
  { role, person, coldkey, inherited }: Pick<SeatAsked, 'role' | 'person' | 'coldkey' | 'inherited'>,
): Seat | undefined =>
  seatsIn(bench, role).find(
    (seat) => seat.person.id === person.id || seat.coldkey === coldkey || inherited.includes(seat.coldkey),
  )

/** In the order in which they were taken. */
export const seatsIn = ({ seats }: Pick<Bench, 'seats'>, role: string): Seat[] =>
  seats.filter((seat) => seat.role === role)

/** When the first of a role's seats can be taken from somebody: milliseconds, UTC. */
export const takeableFrom = (bench: Bench, role: string): number =>
  Math.min(...seatsIn(bench, role).map(({ since }) => since)) + bench.immunity

/** T1: the lowest standing first; ties go to whoever came later. */
const lowestFirst =
  ({ standings }: Bench) =>
  (one: Seat, other: Seat): number =>
    (standings[one.person.id] ?? 0) - (standings[other.person.id] ?? 0) ||
    one.since - other.since ||
    one.person.id - other.person.id
