import { counts } from '../kit/fields.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf } from '../kit/words.ts'

export const refundOutside: Outside<'refund'> = {
  events: eventsOf('refund', 'RefundGathered'),
  fields: { ...counts('payout') },
  intents: intentsOf('refund', 'refund'),
}
