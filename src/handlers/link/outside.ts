import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, stepsOf } from '../kit/words.ts'
import { fails } from './notices.ts'
import { checkIdeaLink } from './visit.ts'

export const linkOutside: Outside<'link'> = {
  events: eventsOf('link', 'LinkCheckDue', 'LinkPassed', 'LinkChanged', 'LinkFailed'),
  fields: { ...counts('check') },
  errands: { link: checkIdeaLink },
  notices: { ...quiet('LinkCheckDue', 'LinkPassed', 'LinkChanged'), LinkFailed: fails },
  steps: stepsOf('link', 'change-link', 'check-link', 'mend-link'),
}
