import type { Panel, Panels } from '../kit/panel.ts'

const probationPanel: Panel = {
  heading: 'Probation',
  template: '/probation/panel/probation',
  read: async (_, { probation }) => probation && { probation },
}

const incidentsPanel: Panel = {
  heading: 'Incidents',
  template: '/probation/panel/incidents',
  async read(_, { probation }) {
    const incidents = probation?.incidents ?? []
    return incidents.length > 0 ? { incidents } : null
  },
}

export const probationPanels = { probation: probationPanel, incidents: incidentsPanel } satisfies Panels
