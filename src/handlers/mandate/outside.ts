import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, refusalsOf } from '../kit/words.ts'
import { proposeLikeChain } from './like-chain.ts'
import { proposed, refused } from './notices.ts'
import { readMandate } from './read.ts'
import { reconcile } from './reconcile.ts'

export const mandateOutside: Outside<'mandate'> = {
  events: eventsOf(
    'mandate',
    'ChangeMerged',
    'ChangeWaits',
    'RepositoryChosen',
    'ChainChosen',
    'LikeChainProposed',
    'ArchitectureAdopted',
    'ChangeStepDone',
    'ChangeRefused',
  ),
  fields: {
    ...counts('closed', 'column', 'count', 'done', 'every', 'from', 'line', 'next', 'seats', 'share', 'to'),
    value: 'chain',
    hyperparameters: 'record',
  },
  commands: [reconcile],
  errands: { mandate: readMandate, 'like-chain': proposeLikeChain },
  intents: intentsOf('mandate', 'owner-step'),
  notices: {
    ...quiet(
      'ChangeMerged',
      'ChangeWaits',
      'RepositoryChosen',
      'ChainChosen',
      'ArchitectureAdopted',
      'ChangeStepDone',
    ),
    ChangeRefused: refused,
    LikeChainProposed: proposed,
  },
  refusals: refusalsOf('mandate', 'not-live', 'not-guarantor', 'changing', 'no-drift', 'proposing'),
}
