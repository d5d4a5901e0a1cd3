import type { View, Wish, Wishes } from '../kernel/family.ts'
import { type Pot, potIn } from '../pots.ts'
import { sendable } from './refunds.ts'
import type { BillErrand, DepositPurpose, DepositShape } from './slice.ts'

type State = View<DepositShape>

/** What leaves the till or the escrow: what did not belong there, and the collateral. */
export const depositWishes: Wishes<DepositShape> = {
  'deposit-refund': (state) =>
    sendable(state.deposit).map(({ payer, amount, extrinsic }) => ({
      purpose: { kind: 'deposit-refund', about: [extrinsic.hash, payer] },
      pot: escrowOf(state),
      call: { kind: 'transfer', to: { coldkey: payer }, amount },
    })),
  'collateral-return': (state) => {
    const { fate, paid } = state.deposit
    if (fate !== 'returned' || !paid) return []
    const { payer, collateral } = paid
    return fromThere(state, 'collateral-return', {
      kind: 'transfer',
      to: { coldkey: payer },
      amount: collateral,
    })
  },
  'slash-reward': (state) => {
    const { slash } = state.deposit
    if (!slash || slash.toChallenger === 0n) return []
    const { challenger, toChallenger } = slash
    return fromThere(state, 'slash-reward', {
      kind: 'transfer',
      to: { user: challenger },
      amount: toChallenger,
    })
  },
  'slash-sink': (state) => {
    const { slash } = state.deposit
    if (!state.idea || !slash || slash.toSink === 0n) return []
    const { feeSink } = state.idea.config
    return fromThere(state, 'slash-sink', { kind: 'sink', sink: feeSink, amount: slash.toSink })
  },
}

type Single = Exclude<DepositPurpose['kind'], 'deposit-refund'>

const fromThere = <Kind extends Single>(state: State, kind: Kind, call: Wish['call']) => [
  { purpose: { kind, about: [] as const }, pot: whereIsPaid(state), call },
]

/** Where the collateral lies. */
function whereIsPaid({ idea, deposit }: State): Pot {
  return idea?.pots && deposit.paid?.pot === 'escrow' ? potIn(idea.pots, 'escrow') : { kind: 'till' }
}

const escrowOf = ({ idea }: State): Pot => (idea?.pots ? potIn(idea.pots, 'escrow') : { kind: 'till' })

/** M2: the bill, again where the terms were revised. Nobody is billed for a link that has not passed (M3). */
export function billErrands({ idea, phase, deposit, link, stream }: State): BillErrand[] {
  if (!idea || phase !== 'awaiting-deposit' || deposit.bill) return []
  if (link.failing || link.asked > link.answered) return []
  return [{ kind: 'bill', key: `bill:${stream}:${idea.terms.title}:${idea.terms.link}` }]
}
