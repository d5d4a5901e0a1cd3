import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, refusalsOf } from '../kit/words.ts'
import { readHead } from './head.ts'
import { handlePullRequest } from './pull-request.ts'

export const proposalOutside: Outside<'proposal'> = {
  events: eventsOf('proposal', 'ProposalSeen', 'HeadRead', 'HeadMerged'),
  fields: {
    ...counts('count', 'seats', 'share', 'line', 'column', 'task'),
    value: 'chain',
    hyperparameters: 'record',
  },
  webhooks: { pull_request: handlePullRequest },
  errands: { head: readHead },
  notices: quiet('ProposalSeen', 'HeadRead', 'HeadMerged'),
  refusals: refusalsOf('proposal', 'no-proposal', 'not-open', 'not-valid'),
}
