import type { Sense } from '../../chain/senses.ts'
import { forgetAnnounced, noteAnnounced, noteDisputed } from '../../ledger/announced-swaps.ts'
import { holderOf } from '../../ledger/links.ts'
import { threadsOf } from '../../ledger/subnets.ts'
import { lineageOf } from '../../mechanisms/streams/names.ts'

/** D1: the chain gave all that a coldkey had to another account. */
export const coldkeySwapped: Sense<'coldkey-swap'> = {
  kind: 'coldkey-swap',
  record: async ({ handle, queries }, { from, to }, when) => {
    await forgetAnnounced(queries, from)
    await handle(lineageOf(from), { type: 'SeeSwap', from, to, ...when })
    return true
  },
}

/** Whoever has money coming to it is told. It changes nothing of what is decided, so that it is no event. */
export const swapAnnounced: Sense<'swap-announced'> = {
  kind: 'swap-announced',
  record: async ({ queries, showThread }, { coldkey, now, extrinsic }) => {
    if (now === 'announced') await noteAnnounced(queries, coldkey, extrinsic.block)
    else if (now === 'disputed') await noteDisputed(queries, coldkey, extrinsic.block)
    else await forgetAnnounced(queries, coldkey)
    const holder = await holderOf(queries, coldkey)
    for (const stream of holder === null ? [] : await threadsOf(queries, holder))
      await showThread(stream, 'swaps')
    return true
  },
}
