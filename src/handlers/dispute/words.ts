import { refusalsOf, summariesOf } from '../kit/words.ts'

export const disputeSummaries = summariesOf('dispute', 'vote', 'slashed', 'pay-slash')

export const disputeRefusals = refusalsOf(
  'dispute',
  'idea-closed',
  'own-idea',
  'dispute-open',
  'no-dispute',
  'no-validators',
  'unpaid',
  'too-late',
  'not-a-validator',
)
