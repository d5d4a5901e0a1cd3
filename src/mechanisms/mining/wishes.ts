import { sendable } from '../deposit/refunds.ts'
import type { View, Wishes } from '../kernel/family.ts'
import { type Pot, potIn } from '../pots.ts'
import type { Guarantee, MiningShape } from './slice.ts'

type State = View<MiningShape>

/** A5, L2: what becomes of each guarantor's collateral, and what came in a round's name and goes back. */
export const miningWishes: Wishes<MiningShape> = {
  'guarantee-return': (state) =>
    ended(state, 'returned').map(({ round, paid }) => ({
      purpose: { kind: 'guarantee-return', about: [round] },
      pot: escrowOf(state),
      call: { kind: 'transfer', to: { coldkey: paid.payer }, amount: paid.collateral },
    })),
  'guarantee-slash': (state) =>
    ended(state, 'slashed').map(({ round, paid }) => ({
      purpose: { kind: 'guarantee-slash', about: [round] },
      pot: escrowOf(state),
      call: {
        kind: 'transfer',
        to: { coldkey: state.mining.pots?.treasury ?? '' },
        amount: paid.collateral,
      },
    })),
  'deposit-refund': (state) =>
    sendable(state.mining).map(({ payer, amount, extrinsic }) => ({
      purpose: { kind: 'deposit-refund', about: [extrinsic.hash, payer] },
      pot: escrowOf(state),
      call: { kind: 'transfer', to: { coldkey: payer }, amount },
    })),
}

const ended = ({ mining }: State, fate: Guarantee['fate']): readonly Guarantee[] =>
  mining.guarantees.filter((guarantee) => guarantee.fate === fate)

/** A race has its pots from the beginning. */
const escrowOf = ({ mining }: State): Pot => (mining.pots ? potIn(mining.pots, 'escrow') : { kind: 'till' })
