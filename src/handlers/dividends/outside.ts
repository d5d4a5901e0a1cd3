import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf } from '../kit/words.ts'
import { openParts } from './open-parts.ts'
import { reckonDay } from './reckon.ts'

/** Nobody is told of a day by a comment. */
const EVENTS = [
  'DayOpened',
  'SheetMade',
  'DayReckoned',
  'DaySkipped',
  'PayoutBegun',
  'PayrollFilled',
  'PartsOpened',
  'PartPaid',
  'PayoutEnded',
  'AlphaGathered',
  'GatheringEnded',
] as const

export const dividendsOutside: Outside<'dividends'> = {
  events: eventsOf('dividends', ...EVENTS),
  fields: { ...counts('day', 'rows', 'parts', 'part', 'untried'), left: 'alpha', earned: 'alpha' },
  errands: { reckon: reckonDay, 'open-parts': openParts },
  intents: intentsOf('dividends', 'fill-payroll', 'day-part', 'gather-alpha'),
  notices: quiet(...EVENTS),
}
