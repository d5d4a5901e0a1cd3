import type { Rows } from '../kit/panel.ts'

export const linkFacts = {
  article: { template: '/link/fact/article', isShown: () => true },
} satisfies Rows
