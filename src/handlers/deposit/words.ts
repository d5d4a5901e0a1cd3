import type { RefundReason } from '../../mechanisms/deposit/slice.ts'
import { templatesIn } from '../kit/words.ts'

export const refundReasons: Readonly<Record<RefundReason, string>> = templatesIn(
  'deposit/refund',
  'another-payer',
  'late',
  'no-fee',
  'no-room',
  'overpaid',
  'too-little',
  'twice',
  'unlinked',
  'unnamed',
)
