import { intentsOf, summariesOf } from '../kit/words.ts'

export const fundingSummaries = summariesOf(
  'funding',
  'open-loan',
  'contribute',
  'finalize-loan',
  'refund-funders',
  'unfunded',
)

export const fundingIntents = intentsOf(
  'funding',
  'loan-open',
  'loan-finalize',
  'loan-refund',
  'loan-dissolve',
  'loan-deposit-return',
)
