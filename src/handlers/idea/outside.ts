import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { refusalsOf } from '../kit/words.ts'
import { handleIdeaIssue } from './issue.ts'
import { closed } from './notices.ts'

export const ideaOutside: Outside<'idea'> = {
  webhooks: { issues: handleIdeaIssue },
  notices: { ...quiet('IdeaOpened', 'IdeaRevised', 'IdeaEdited'), IdeaClosed: closed },
  refusals: refusalsOf('idea', 'no-idea'),
}
