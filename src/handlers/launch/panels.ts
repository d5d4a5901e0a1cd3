import type { Panel, Panels } from '../kit/panel.ts'

const launchPanel: Panel = {
  heading: 'Launch',
  template: '/launch/panel/launch',
  read: async (_, { launch }) => launch && { launch },
}

export const launchPanels = { launch: launchPanel } satisfies Panels
