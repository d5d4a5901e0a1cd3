import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'

/** What is paid is told by the family whose payment it is, and what waits by the thread. */
export const paymentsOutside: Outside<'payments'> = {
  notices: quiet('IntentSettled', 'IntentFailed', 'IntentRetried', 'IntentCancelled', 'OutcomeTold'),
}
