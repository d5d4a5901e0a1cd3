import type { Sense } from '../../chain/senses.ts'
import { subnetWithEscrow } from '../../ledger/subnets.ts'
import { namesRound } from '../../mechanisms/mining/guarantee.ts'
import { raceOf } from '../../mechanisms/streams/names.ts'

/** A5: TAO in an escrow whose remark names a round is a guarantee. */
export const guaranteePaid: Sense<'deposit'> = {
  kind: 'deposit',
  record: async ({ queries, readRace, handle }, fact, when) => {
    const { escrow, payer, amount, remarkHashes, extrinsic } = fact
    const stream = await subnetWithEscrow(queries, escrow)
    if (!stream) return false
    const { mining } = await readRace(stream)
    if (!namesRound(mining, remarkHashes)) return false
    const paid = { payer, amount, remarkHashes, extrinsic }
    await handle(raceOf(stream), { type: 'SeeGuarantee', ...paid, ...when })
    return true
  },
}
