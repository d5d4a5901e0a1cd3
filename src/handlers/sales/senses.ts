import type { Sense } from '../../chain/senses.ts'
import { subnetSelling } from '../../ledger/subnets.ts'
import { salesOf } from '../../mechanisms/streams/names.ts'

/** S1: alpha of the subnet that somebody sends to its wallet. Alpha of another network buys nothing. */
export const bought: Sense<'alpha'> = {
  kind: 'alpha',
  record: async ({ queries, handle }, { pot, sender, amount, netuid, transfer, extrinsic }, when) => {
    if (pot.kind !== 'treasury') return false
    const subnet = await subnetSelling(queries, pot.ordinal, netuid)
    if (subnet === null) return false
    const purchase = { buyer: sender, alpha: amount, netuid, transfer, extrinsic }
    await handle(salesOf(subnet), { type: 'SeePurchase', ...purchase, ...when })
    return true
  },
}
