import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, refusalsOf } from '../kit/words.ts'
import { configFields } from '../market/fields.ts'
import { handleIdeaIssue } from './issue.ts'
import { closed } from './notices.ts'

export const ideaOutside: Outside<'idea'> = {
  events: eventsOf('idea', 'IdeaOpened', 'IdeaRevised', 'IdeaEdited', 'IdeaClosed'),
  fields: { ...configFields },
  webhooks: { issues: handleIdeaIssue },
  notices: { ...quiet('IdeaOpened', 'IdeaRevised', 'IdeaEdited'), IdeaClosed: closed },
  refusals: refusalsOf('idea', 'no-idea'),
}
