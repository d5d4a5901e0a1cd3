import type { Rows } from '../kit/panel.ts'

export const ideaFacts = {
  roles: { template: '/idea/fact/roles', isShown: ({ roles }) => roles.length > 0 },
  edited: { template: '/idea/fact/edited', isShown: ({ edited }) => edited.length > 0 },
} satisfies Rows
