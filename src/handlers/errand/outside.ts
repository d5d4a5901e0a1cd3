import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf } from '../kit/words.ts'
import { blocked } from './notices.ts'

export const errandOutside: Outside<'errands'> = {
  events: eventsOf('errand', 'ErrandRetried', 'ErrandBlocked'),
  fields: { ...counts('failures') },
  notices: { ...quiet('ErrandRetried'), ErrandBlocked: blocked },
}
