import { readTeamState } from '../../ledger/read-subnet.ts'
import { foundIn } from '../../mechanisms/weights/found.ts'
import type { Panel, Panels } from '../kit/panel.ts'

/** T3: what the team's standings are on chain. */
const weightsPanel: Panel = {
  heading: 'Weights of the team',
  template: '/weights/panel/weights',
  async read(queries, { stream, launch }) {
    if (launch?.startedAt == null || launch.stage === 'dissolved') return null
    const found = foundIn((await readTeamState(queries, stream)).weights.weighing)
    return found && found.calls.length + found.left.length > 0 ? { weighing: found } : null
  },
}

export const weightsPanels = { weights: weightsPanel } satisfies Panels
