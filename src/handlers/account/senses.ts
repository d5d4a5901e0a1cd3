import type { Sense } from '../../chain/senses.ts'
import { lineageOf } from '../../mechanisms/streams/names.ts'

/** D1: the chain gave all that a coldkey had to another account. */
export const coldkeySwapped: Sense<'coldkey-swap'> = {
  kind: 'coldkey-swap',
  record: async ({ handle }, { from, to }, when) => {
    await handle(lineageOf(from), { type: 'SeeSwap', from, to, ...when })
    return true
  },
}
