import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, stepsOf } from '../kit/words.ts'
import { makeIdeaBill } from './bill.ts'

export const depositOutside: Outside<'deposit'> = {
  events: eventsOf(
    'deposit',
    'BillIssued',
    'DepositAccepted',
    'RefundOwed',
    'CollateralReturned',
    'CollateralSlashed',
  ),
  fields: { ...counts('challenger') },
  errands: { bill: makeIdeaBill },
  intents: intentsOf('deposit', 'collateral-return', 'deposit-refund', 'slash-reward', 'slash-sink'),
  notices: quiet('BillIssued', 'DepositAccepted', 'RefundOwed', 'CollateralReturned', 'CollateralSlashed'),
  steps: stepsOf('deposit', 'pay-deposit', 'return-collateral'),
}
