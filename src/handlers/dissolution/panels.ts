import type { Panel, Panels } from '../kit/panel.ts'

const dissolutionPanel: Panel = {
  heading: 'Dissolution',
  template: '/dissolution/panel/dissolution',
  read: async (_, { dissolution, launch }) =>
    dissolution.isNext || dissolution.at !== null ? { dissolution, netuid: launch?.netuid } : null,
}

/** L4: what goes back where nothing was registered. */
const returnedPanel: Panel = {
  heading: 'Everybody’s money goes back',
  template: '/dissolution/panel/returned',
  read: async (_, { dissolution, launch }) =>
    launch?.stage === 'returning' && launch.returnsAt !== null
      ? { rest: dissolution.rest, returnsAt: launch.returnsAt }
      : null,
}

export const dissolutionPanels = { dissolution: dissolutionPanel, returned: returnedPanel } satisfies Panels
