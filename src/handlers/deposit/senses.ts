import type { Sense } from '../../chain/senses.ts'
import { discovererColdkey, subnetWithEscrow } from '../../ledger/subnets.ts'

/** TAO in an escrow. The rules say whether it is the deposit, or goes back. */
export const ideaPaid: Sense<'deposit'> = {
  kind: 'deposit',
  record: async ({ queries, handle }, fact, when) => {
    const { escrow, payer, amount, fee, remarkHashes, extrinsic } = fact
    const stream = await subnetWithEscrow(queries, escrow)
    if (!stream) return false
    const paid = { payer, amount, fee, remarkHashes, extrinsic }
    const coldkey = await discovererColdkey(queries, escrow)
    await handle(stream, { type: 'SeeDeposit', discovererColdkey: coldkey, ...paid, ...when })
    return true
  },
}
