import type { Outside } from '../kit/outside.ts'
import { refusalsOf } from '../kit/words.ts'
import { handleIdeaIssue } from './issue.ts'

export const ideaOutside: Outside<'idea'> = {
  webhooks: { issues: handleIdeaIssue },
  refusals: refusalsOf('idea', 'no-idea'),
}
