import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf } from '../kit/words.ts'
import { buy } from './buy.ts'

export const salesOutside: Outside<'sales'> = {
  events: eventsOf('sales', 'ShareBought'),
  fields: { ...counts('transfer') },
  commands: [buy],
  notices: quiet('ShareBought'),
}
