import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf } from '../kit/words.ts'

export const delegatesOutside: Outside<'delegates'> = {
  events: eventsOf('delegates', 'DelegatesPlanned', 'PotDepositLent', 'DelegateChanged'),
  intents: intentsOf('delegates', 'pot-deposit', 'delegate'),
  notices: quiet('DelegatesPlanned', 'PotDepositLent', 'DelegateChanged'),
}
