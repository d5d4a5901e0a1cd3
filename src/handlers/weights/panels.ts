import { readTeamState } from '../../ledger/read-subnet.ts'
import type { Panel, Panels } from '../kit/panel.ts'

/** T3: what the team's standings are on chain. */
const weightsPanel: Panel = {
  heading: 'Weights of the team',
  template: '/weights/panel/weights',
  async read(queries, { stream, launch }) {
    if (launch?.startedAt == null || launch.stage === 'dissolved') return null
    const { weighing } = (await readTeamState(queries, stream)).weights
    return weighing && weighing.block !== null && weighing.calls.length + weighing.left.length > 0
      ? { weighing }
      : null
  },
}

export const weightsPanels = { weights: weightsPanel } satisfies Panels
