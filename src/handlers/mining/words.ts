import type { Lapse } from '../../mechanisms/mining/slice.ts'
import { templatesIn } from '../kit/words.ts'

export const lapses: Readonly<Record<Lapse, string>> = templatesIn(
  'mining/lapse',
  'closed',
  'deadline',
  'declined',
  'head-moved',
  'low-grade',
  'no-proposal',
  'not-merged',
)
