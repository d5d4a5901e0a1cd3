import type { Rows } from '../kit/panel.ts'

export const depositFacts = {
  collateral: { template: '/deposit/fact/collateral', isShown: () => true },
  accounts: { template: '/deposit/fact/accounts', isShown: ({ escrow }) => escrow !== null },
} satisfies Rows

export const depositIncome = {
  paid: { template: '/deposit/income/paid', isShown: ({ paid }) => paid !== null },
  refunds: { template: '/deposit/income/refunds', isShown: ({ refunds }) => refunds.length > 0 },
} satisfies Rows
