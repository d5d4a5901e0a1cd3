import type { Panel, Panels } from '../kit/panel.ts'

/** What was opened, and where it stands by now. */
const factsPanel: Panel = {
  heading: 'Facts',
  template: '/idea/panel/facts',
  read: async () => ({}),
}

export const ideaPanels = { facts: factsPanel } satisfies Panels
