import type { Family } from '../kernel/family.ts'
import { type CommandOf, type ErrandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { forget, keep } from '../payments/keep.ts'
import { payments } from '../payments/payments.ts'
import { subnetOf } from '../streams/names.ts'
import { tasks } from '../task/tasks.ts'
import { weights } from '../weights/weights.ts'
import { afterRoles, NO_TEAM, withSaying } from './bench.ts'
import { askSeat, endTeam, leaveSeat, setRoles } from './decide.ts'
import type { SeatAsked, TeamShape, TeamSlice } from './slice.ts'
import { afterCount } from './standing.ts'

/** Rule T1: who holds which role of a subnet. */
const family: Family<TeamShape> = {
  name: 'team',
  initial: NO_TEAM,
  inHome: {
    RolesSet: false,
    SeatAsked: true,
    SeatLeft: true,
    TeamEnded: false,
  },
  asks: { launch: subnetOf },
  decide: { SetRoles: setRoles, EndTeam: endTeam, AskSeat: askSeat, LeaveSeat: leaveSeat },
  evolve: {
    RolesSet: afterRoles,
    SeatAsked: afterAsked,
    SeatLeft: withSaying,
    TeamEnded: () => NO_TEAM,
    TaskCounted: afterCount,
  },
}

function afterAsked(team: TeamSlice, { displaced: _, ...saying }: SeatAsked): TeamSlice {
  return withSaying(team, saying)
}

const families = { team: family, tasks, weights, payments }

export type TeamFamilies = typeof families
export type TeamState = StateOf<typeof families>
export type TeamCommand = CommandOf<typeof families>
export type TeamEvent = EventOf<typeof families>
export type TeamErrand = ErrandOf<typeof families>

/** The team of one subnet and its tasks: `team:<repository id>:<issue>`. */
export const team = rulesOf({ kind: 'team', version: 8, keep, forget, keyedBy: subnetOf }, families)
