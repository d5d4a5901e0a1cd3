import type { Panel, Panels } from '../kit/panel.ts'

const disputesPanel: Panel = {
  heading: 'Disputes',
  template: '/dispute/panel/disputes',
  read: async (_, { disputes }) => (disputes.length > 0 ? { disputes } : null),
}

export const disputePanels = { disputes: disputesPanel } satisfies Panels
