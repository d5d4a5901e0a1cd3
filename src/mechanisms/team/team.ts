import type { Besides } from '../kernel/beside.ts'
import type { Family } from '../kernel/family.ts'
import { type CommandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { subnetOf } from '../streams/names.ts'
import { afterRoles, NO_TEAM, withSaying } from './bench.ts'
import { askSeat, leaveSeat, setRoles } from './decide.ts'
import type { SeatAsked, TeamShape, TeamSlice } from './slice.ts'

/** Rule T1: who holds which role of a subnet. */
const family: Family<TeamShape> = {
  name: 'team',
  initial: NO_TEAM,
  decide: { SetRoles: setRoles, AskSeat: askSeat, LeaveSeat: leaveSeat },
  evolve: { RolesSet: afterRoles, SeatAsked: afterAsked, SeatLeft: withSaying },
}

function afterAsked(team: TeamSlice, { displaced: _, ...saying }: SeatAsked): TeamSlice {
  return withSaying(team, saying)
}

const families = { team: family }

export type TeamFamilies = typeof families
export type TeamState = StateOf<typeof families>
export type TeamCommand = CommandOf<typeof families>
export type TeamEvent = EventOf<typeof families>

/** The team of one subnet: `team:<repository id>:<issue>`. */
export const team = rulesOf({ kind: 'team', version: 1, beside }, families)

function beside(stream: string): Besides {
  return { launch: subnetOf(stream) }
}
