import { spans } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, stepsOf } from '../kit/words.ts'
import { refunded } from './notices.ts'

export const fundingOutside: Outside<'funding'> = {
  events: eventsOf(
    'funding',
    'FundingOpened',
    'LoanCreated',
    'ContributionCounted',
    'ContributionWithdrawn',
    'TargetMet',
    'FundingFinalized',
    'FundingEnded',
    'LoanDissolved',
    'FundersRefunded',
  ),
  fields: { ...spans('duration') },
  intents: intentsOf(
    'funding',
    'loan-open',
    'loan-finalize',
    'loan-refund',
    'loan-dissolve',
    'loan-deposit-return',
  ),
  notices: {
    ...quiet('FundingOpened', 'LoanCreated', 'ContributionCounted', 'ContributionWithdrawn', 'TargetMet'),
    ...quiet('FundingFinalized', 'FundingEnded', 'LoanDissolved'),
    FundersRefunded: refunded,
  },
  steps: stepsOf('funding', 'open-loan', 'contribute', 'finalize-loan', 'refund-funders'),
}
