import { readTeamState } from '../../ledger/read-subnet.ts'
import { benchOf } from '../../mechanisms/team/bench.ts'
import type { Panel, Panels } from '../kit/panel.ts'
import { rosterOf } from './roster.ts'

/** Who holds which role. */
const teamPanel: Panel = {
  heading: 'Team',
  template: '/team/panel/team',
  async read(queries, { stream, launch }) {
    if (launch?.startedAt == null || launch.stage === 'dissolved') return null
    const { team, tasks } = await readTeamState(queries, stream)
    const roles = rosterOf(benchOf(team))
    return roles.length > 0 ? { roles, tasks: tasks.open } : null
  },
}

export const teamPanels = { team: teamPanel } satisfies Panels
