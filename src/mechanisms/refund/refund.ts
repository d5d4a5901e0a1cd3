import { accept } from '../kernel/decision.ts'
import { type Decided, type Family, nothing, type View, type Wish } from '../kernel/family.ts'
import { type Rao, rao } from '../money.ts'
import { payerOf } from '../streams/names.ts'
import type { OweRefund, RefundPurpose, RefundShape, RefundSlice } from './slice.ts'

type State = View<RefundShape>

/** Less is gathered until it is worth a payout: 0.001 TAO. */
export const LEAST_REFUND: Rao = rao(1_000_000n)

/** Kept of each payout, 0.0005 TAO: more than a transfer by the treasury's multisig account costs. So refunds cost the App nothing. */
export const REFUND_FEE: Rao = rao(500_000n)

/** So many are remembered: a deposit that is told twice is told again soon. */
const REMEMBERED = 50

/** What came into a pot without being asked for goes back to whoever sent it. */
export const refund: Family<RefundShape> = {
  name: 'refund',
  initial: { from: null, gathered: rao(0n), payout: null, payouts: 0, known: [] },
  inHome: false,
  decide: { OweRefund: oweRefund },
  evolve: {
    RefundGathered: (own, { amount, pot, treasury, extrinsic }) =>
      begun({
        ...own,
        from: { pot, treasury },
        gathered: rao(own.gathered + amount),
        known: [...own.known, extrinsic.hash].slice(-REMEMBERED),
      }),
    IntentSettled: (own) => begun({ ...own, payout: null }),
  },
  wishes: { refund: payout },
  settled: { refund: nothing },
}

function oweRefund({ refund: own }: State, command: OweRefund): Decided<RefundShape> {
  if (own.known.includes(command.extrinsic.hash)) return accept()
  const { type: _, ...owed } = command
  return accept({ ...owed, type: 'RefundGathered', payout: own.payouts + 1 })
}

/** One payout at a time: what comes meanwhile goes into the next. */
function begun(own: RefundSlice): RefundSlice {
  const { payout, gathered, payouts } = own
  if (payout || gathered < LEAST_REFUND) return own
  const number = payouts + 1
  return { ...own, gathered: rao(0n), payout: { number, amount: gathered }, payouts: number }
}

function payout({ refund: { from, payout: sent }, stream }: State): Wish<RefundPurpose>[] {
  if (!from || !sent) return []
  const purpose: RefundPurpose = { kind: 'refund', about: [sent.number] }
  const to = { coldkey: payerOf(stream) }
  return [{ purpose, pot: from.pot, call: { kind: 'transfer', to, amount: rao(sent.amount - REFUND_FEE) } }]
}
