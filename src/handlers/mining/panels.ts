import type { Panel, Panels } from '../kit/panel.ts'

/** The race as it is now, and the rounds before. */
const miningPanel: Panel = {
  heading: 'Mining',
  template: '/mining/panel/mining',
  read: async (_, { rounds }) => (rounds.length > 0 ? { rounds } : null),
}

export const miningPanels = { mining: miningPanel } satisfies Panels
