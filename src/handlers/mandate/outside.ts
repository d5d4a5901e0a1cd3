import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf } from '../kit/words.ts'
import { refused } from './notices.ts'
import { readMandate } from './read.ts'

export const mandateOutside: Outside<'mandate'> = {
  events: eventsOf('mandate', 'ChangeMerged', 'ArchitectureAdopted', 'ChangeStepDone', 'ChangeRefused'),
  fields: {
    ...counts('closed', 'column', 'count', 'done', 'every', 'from', 'line', 'next', 'seats', 'share', 'to'),
    value: 'chain',
    hyperparameters: 'record',
  },
  errands: { mandate: readMandate },
  intents: intentsOf('mandate', 'owner-step'),
  notices: {
    ...quiet('ChangeMerged', 'ArchitectureAdopted', 'ChangeStepDone'),
    ChangeRefused: refused,
  },
}
