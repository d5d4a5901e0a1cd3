import type { Rows } from '../kit/panel.ts'

export const miningIncome = {
  guarantees: {
    template: '/mining/income/guarantees',
    isShown: ({ rounds }) => rounds.some(({ guarantee }) => guarantee !== null),
  },
} satisfies Rows
