import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { reckonDay } from './reckon.ts'

export const dividendsOutside: Outside<'dividends'> = {
  errands: { reckon: reckonDay },
  notices: quiet('DayOpened', 'SheetMade', 'DayReckoned', 'DaySkipped'),
}
