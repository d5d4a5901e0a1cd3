import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { blocked } from './notices.ts'

export const errandOutside: Outside<'errands'> = {
  notices: { ...quiet('ErrandRetried'), ErrandBlocked: blocked },
}
