import { spans } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, refusalsOf, stepsOf } from '../kit/words.ts'
import { fund } from './fund.ts'
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
  commands: [fund],
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
  refusals: refusalsOf(
    'funding',
    'not-fundable',
    'may-not-fund',
    'round-open',
    'funded-lately',
    'target-out-of-bounds',
    'too-many-funders',
  ),
  steps: stepsOf('funding', 'open-loan', 'contribute', 'finalize-loan', 'refund-funders'),
}
