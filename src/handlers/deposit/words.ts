import type { RefundReason } from '../../mechanisms/deposit/slice.ts'
import { intentsOf, summariesOf, templatesIn } from '../kit/words.ts'

export const depositSummaries = summariesOf(
  'deposit',
  'pay-deposit',
  'link-wallet',
  'prepare-bill',
  'expired',
  'return-collateral',
)

export const depositIntents = intentsOf(
  'deposit',
  'collateral-return',
  'deposit-refund',
  'slash-reward',
  'slash-sink',
)

export const refundReasons: Readonly<Record<RefundReason, string>> = templatesIn(
  'deposit/refund',
  'another-payer',
  'late',
  'no-fee',
  'overpaid',
  'too-little',
  'twice',
  'unlinked',
  'unnamed',
)
