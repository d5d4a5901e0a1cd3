import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, refusalsOf, stepsOf } from '../kit/words.ts'
import { challenge } from './challenge.ts'
import { challenged, decided } from './notices.ts'
import { reject, uphold } from './votes.ts'

export const disputeOutside: Outside<'dispute'> = {
  events: eventsOf('dispute', 'VoteCast', 'DisputeOpened', 'DisputeClosed'),
  fields: { votes: 'record' },
  commands: [challenge, uphold, reject],
  refusals: refusalsOf(
    'dispute',
    'idea-closed',
    'own-idea',
    'dispute-open',
    'no-dispute',
    'no-validators',
    'unpaid',
    'too-late',
    'not-a-validator',
    'voted-since',
  ),
  notices: { ...quiet('VoteCast'), DisputeOpened: challenged, DisputeClosed: decided },
  steps: stepsOf('dispute', 'vote'),
}
