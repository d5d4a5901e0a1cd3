import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf } from '../kit/words.ts'

/** What is paid is told by the family whose payment it is, and what waits by the thread. */
export const paymentsOutside: Outside<'payments'> = {
  events: eventsOf(
    'payments',
    'IntentSettled',
    'IntentFailed',
    'IntentRetried',
    'IntentCancelled',
    'OutcomeTold',
  ),
  fields: { ...counts('failures', 'rows', 'untried', 'part'), lockCost: 'tao' },
  notices: quiet('IntentSettled', 'IntentFailed', 'IntentRetried', 'IntentCancelled', 'OutcomeTold'),
}
