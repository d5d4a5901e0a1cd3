import type { View, Wish, Wishes } from '../kernel/family.ts'
import type { Guarantee, MiningPurpose, MiningShape } from './slice.ts'

type State = View<MiningShape>

/** A5, L2: what becomes of each guarantor's collateral. */
export const guaranteeWishes: Wishes<MiningShape> = {
  'guarantee-return': (state) =>
    guarantees(state, 'returned').map((guarantee) =>
      wish(state, guarantee, 'guarantee-return', guarantee.paid.payer),
    ),
  'guarantee-slash': (state) =>
    guarantees(state, 'slashed').map((guarantee) =>
      wish(state, guarantee, 'guarantee-slash', state.idea?.pots.treasury ?? ''),
    ),
}

const guarantees = ({ idea, mining }: State, fate: Guarantee['fate']): readonly Guarantee[] =>
  idea ? mining.guarantees.filter((guarantee) => guarantee.fate === fate) : []

const wish = <Kind extends MiningPurpose['kind']>(
  { idea }: State,
  { round, paid }: Guarantee,
  kind: Kind,
  coldkey: string,
): Wish<{ readonly kind: Kind; readonly about: readonly [round: number] }> => ({
  purpose: { kind, about: [round] },
  pot: { kind: 'escrow', ordinal: idea?.pots.ordinal ?? 0 },
  call: { kind: 'transfer', to: { coldkey }, amount: paid.collateral },
})
