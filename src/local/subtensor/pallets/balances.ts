/** The calls of pallet_balances. How money moves is in `money.ts`. */
import { ensureSigned, lookupAccount, type MultiAddress } from '../runtime/errors.ts'
import { call, type Pallet } from '../runtime/pallet.ts'
import { weights } from '../weights.ts'
import { burn, existentialDeposit, mint, reducible, transfer } from './money.ts'

type Transfer = { dest: MultiAddress; value: bigint }

export const balancesPallet: Pallet = {
  name: 'Balances',

  calls: {
    transfer_allow_death: call<Transfer>({
      weight: weights.Balances.transferAllowDeath,
      dispatch(ctx, origin, { dest, value }) {
        const from = ensureSigned(origin)
        transfer(ctx, from, lookupAccount(dest), value, 'expendable')
        return undefined
      },
    }),

    transfer_keep_alive: call<Transfer>({
      weight: weights.Balances.transferKeepAlive,
      dispatch(ctx, origin, { dest, value }) {
        const from = ensureSigned(origin)
        transfer(ctx, from, lookupAccount(dest), value, 'preserve')
        return undefined
      },
    }),

    transfer_all: call<{ dest: MultiAddress; keep_alive: boolean }>({
      weight: weights.Balances.transferAll,
      dispatch(ctx, origin, { dest, keep_alive }) {
        const from = ensureSigned(origin)
        const preservation = keep_alive ? 'preserve' : 'expendable'
        const all = reducible(ctx, from, preservation)
        transfer(ctx, from, lookupAccount(dest), all, preservation)
        return undefined
      },
    }),

    burn: call<{ value: bigint; keep_alive: boolean }>({
      weight: weights.Balances.burn,
      dispatch(ctx, origin, { value, keep_alive }) {
        burn(ctx, ensureSigned(origin), value, keep_alive ? 'preserve' : 'expendable')
        return undefined
      },
    }),
  },

  genesis(ctx, { balances }) {
    for (const [who, amount] of balances) {
      if (amount < existentialDeposit(ctx)) throw new Error(`${who} cannot be born with ${amount} rao`)
      mint(ctx, who, amount)
    }
  },
}
