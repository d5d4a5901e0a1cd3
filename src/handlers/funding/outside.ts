import type { Outside } from '../kit/outside.ts'
import { intentsOf, stepsOf } from '../kit/words.ts'

export const fundingOutside: Outside<'funding'> = {
  intents: intentsOf(
    'funding',
    'loan-open',
    'loan-finalize',
    'loan-refund',
    'loan-dissolve',
    'loan-deposit-return',
  ),
  steps: stepsOf('funding', 'open-loan', 'contribute', 'finalize-loan', 'refund-funders'),
}
