import type { Panel, Panels } from '../kit/panel.ts'
import { factsOf } from '../panel-rows.ts'

/** What was opened, and where it stands by now: rows of many families. */
const factsPanel: Panel = {
  heading: 'Facts',
  template: '/idea/panel/facts',
  read: async (_, view) => ({ rows: factsOf(view) }),
}

export const ideaPanels = { facts: factsPanel } satisfies Panels
