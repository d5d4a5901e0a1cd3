import type { Sense } from '../../chain/senses.ts'
import { subnetWithNetuid } from '../../ledger/subnets.ts'

/** D4: the chain took a network away that is one of ours. */
export const networkDissolved: Sense<'dissolution'> = {
  kind: 'dissolution',
  record: async ({ queries, handle }, { netuid, extrinsic }, when) => {
    const stream = await subnetWithNetuid(queries, netuid)
    if (stream) await handle(stream, { type: 'SeeDissolution', netuid, block: extrinsic.block, ...when })
    return stream !== null
  },
}
