import type { Sense } from '../../chain/senses.ts'
import { holderOf } from '../../ledger/links.ts'
import { runningNow, subnetSelling, subnetWithNetuid } from '../../ledger/subnets.ts'
import { teamOf } from '../../mechanisms/streams/names.ts'

/** T3: the chain opened what the owner's hotkey had committed. */
export const weightsOpened: Sense<'weights-opened'> = {
  kind: 'weights-opened',
  record: async ({ queries, handle }, { pot, netuid, mechanism, extrinsic }, when) => {
    if (!('ordinal' in pot)) return false
    const subnet = await subnetSelling(queries, pot.ordinal, netuid)
    if (subnet === null) return false
    const { block } = extrinsic
    await handle(teamOf(subnet), { type: 'SeeWeightsOpened', netuid, mechanism, block, ...when })
    return true
  },
}

/** Weights that were made from what is so no more are weighed anew. */
export const weighingChanged: Sense<'weighing-changed'> = {
  kind: 'weighing-changed',
  record: async ({ queries, handle }, { netuid, uid }, when) => {
    const subnet = await subnetWithNetuid(queries, netuid)
    if (subnet === null) return false
    await handle(teamOf(subnet), { type: 'DoubtWeights', uid, ...when })
    return true
  },
}

/** The chain does not say in which networks: whoever is linked may be a member of any. */
export const hotkeySwapped: Sense<'hotkey-swap'> = {
  kind: 'hotkey-swap',
  record: async ({ queries, handle }, { coldkey }, when) => {
    if ((await holderOf(queries, coldkey)) === null) return false
    for (const subnet of await runningNow(queries))
      await handle(teamOf(subnet), { type: 'DoubtWeights', uid: null, ...when })
    return true
  },
}
