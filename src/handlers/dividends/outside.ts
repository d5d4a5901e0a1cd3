import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf } from '../kit/words.ts'
import { reckonDay } from './reckon.ts'

export const dividendsOutside: Outside<'dividends'> = {
  events: eventsOf('dividends', 'DayOpened', 'SheetMade', 'DayReckoned', 'DaySkipped'),
  fields: { ...counts('day', 'rows', 'parts') },
  errands: { reckon: reckonDay },
  notices: quiet('DayOpened', 'SheetMade', 'DayReckoned', 'DaySkipped'),
}
