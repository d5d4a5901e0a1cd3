import type { Sense } from '../../chain/senses.ts'

/** D1: the chain gave all that a coldkey had to another account. */
export const coldkeySwapped: Sense<'coldkey-swap'> = {
  kind: 'coldkey-swap',
  record: async ({ handle }, { from, to }, when) => {
    await handle(`coldkey:${from}`, { type: 'SeeSwap', from, to, ...when })
    return true
  },
}
