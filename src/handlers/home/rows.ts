import type { Rows } from '../kit/panel.ts'

export const homeFacts = {
  repository: { template: '/home/fact/repository', isShown: () => true },
} satisfies Rows
