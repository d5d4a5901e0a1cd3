import { inHome } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { benchOf } from '../../mechanisms/team/bench.ts'
import { rosterOf } from './roster.ts'

/** So many roles and members are shown in a thread; the page has them all. */
const MOST = { roles: 20, members: 10 } as const

/** Rule T1: the roles with who holds them. */
const teamSection: Section = {
  template: 'team/section/team',
  events: ['RolesSet', 'SeatAsked', 'SeatLeft', 'TeamEnded', 'SubnetDissolved'],
  reads: [],
  fill(state, facts) {
    const roles = rosterOf(benchOf(state.team))
    const home = inHome(state, facts)
    if (roles.length === 0 || !home || state.launch?.stage === 'dissolved') return null
    const shown = roles.slice(0, MOST.roles).map(({ id, seats, members }) => ({
      id,
      seats,
      held: members.length,
      members: members.slice(0, MOST.members),
    }))
    return { roles: shown, more: roles.length - shown.length, home }
  },
}

export const teamSections = { team: teamSection } satisfies Sections
