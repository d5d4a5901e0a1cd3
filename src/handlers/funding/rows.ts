import type { Rows } from '../kit/panel.ts'

export const fundingFacts = {
  loan: { template: '/funding/fact/loan', isShown: ({ loan }) => loan !== null },
} satisfies Rows

export const fundingIncome = {
  contributions: { template: '/funding/income/contributions', isShown: ({ raised }) => raised > 0n },
} satisfies Rows
