import type { Sense } from '../../chain/senses.ts'
import { refundOf } from '../../mechanisms/streams/names.ts'

/** TAO in the till that names no idea of ours. No thread shows it; it goes back all the same. */
export const unasked: Sense<'income'> = {
  kind: 'income',
  record: async ({ handle }, { treasury, pot, payer, amount, extrinsic }, when) => {
    if (pot.kind !== 'till' && pot.kind !== 'escrow') return false
    const owed = { payer, amount, extrinsic, pot, treasury, reason: 'unnamed', subnet: null } as const
    await handle(refundOf(payer, pot), { type: 'OweRefund', ...owed, ...when })
    return true
  },
}
