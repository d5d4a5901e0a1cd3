import { shownPayments } from '../../ledger/shown-payments.ts'
import type { Panel, Panels } from '../kit/panel.ts'
import { incomeOf } from '../panel-rows.ts'

/** What came in, and what is owed or paid. */
const moneyPanel: Panel = {
  heading: 'Money',
  template: '/payments/panel/money',
  read: async (queries, view) => ({
    income: incomeOf(view),
    payments: await shownPayments(queries, view),
  }),
}

export const paymentsPanels = { money: moneyPanel } satisfies Panels
