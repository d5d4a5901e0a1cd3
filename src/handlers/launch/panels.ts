import { balanceOf, REGISTRATION_COST, readReading } from '../../ledger/readings.ts'
import type { Panel, Panels } from '../kit/panel.ts'
import { isBeforeRegistration } from './cost-section.ts'

const launchPanel: Panel = {
  heading: 'Launch',
  template: '/launch/panel/launch',
  read: async (queries, { launch, stream }) =>
    launch && { launch, balance: await readReading(queries, balanceOf(stream)) },
}

/** What registering costs, while it is to come. */
const costPanel: Panel = {
  heading: 'What registering costs',
  template: '/launch/panel/cost',
  async read(queries, { phase, launch }) {
    if (!isBeforeRegistration({ phase, launch })) return null
    const cost = await readReading(queries, REGISTRATION_COST)
    return cost && { cost }
  },
}

export const launchPanels = { launch: launchPanel, cost: costPanel } satisfies Panels
