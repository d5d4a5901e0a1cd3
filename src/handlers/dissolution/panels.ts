import type { Panel, Panels } from '../kit/panel.ts'

const dissolutionPanel: Panel = {
  heading: 'Dissolution',
  template: '/dissolution/panel/dissolution',
  read: async (_, { dissolution, launch }) =>
    dissolution.isNext || dissolution.at !== null ? { dissolution, netuid: launch?.netuid } : null,
}

export const dissolutionPanels = { dissolution: dissolutionPanel } satisfies Panels
