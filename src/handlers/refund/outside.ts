import type { Outside } from '../kit/outside.ts'
import { intentsOf } from '../kit/words.ts'

export const refundOutside: Outside<'refund'> = { intents: intentsOf('refund', 'refund') }
