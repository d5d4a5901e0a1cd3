import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf } from '../kit/words.ts'
import { openParts } from './open-parts.ts'
import { reckonDay } from './reckon.ts'

export const dividendsOutside: Outside<'dividends'> = {
  events: eventsOf(
    'dividends',
    'DayOpened',
    'SheetMade',
    'DayReckoned',
    'DaySkipped',
    'PayoutBegun',
    'PayrollFilled',
    'PartsOpened',
    'PartPaid',
    'PayoutEnded',
  ),
  fields: { ...counts('day', 'rows', 'parts', 'part', 'untried'), left: 'alpha' },
  errands: { reckon: reckonDay, 'open-parts': openParts },
  intents: intentsOf('dividends', 'fill-payroll', 'day-part'),
  notices: quiet(
    'DayOpened',
    'SheetMade',
    'DayReckoned',
    'DaySkipped',
    'PayoutBegun',
    'PayrollFilled',
    'PartsOpened',
    'PartPaid',
    'PayoutEnded',
  ),
}
