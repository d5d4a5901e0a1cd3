import type { Sense } from '../../chain/senses.ts'
import { successorOf } from '../../ledger/lineage.ts'
import { subnetWithPots } from '../../ledger/subnets.ts'
import { namesRound } from '../../mechanisms/mining/guarantee.ts'
import { raceOf } from '../../mechanisms/streams/names.ts'

/** A5: TAO in an escrow whose remark names a round is a guarantee. */
export const guaranteePaid: Sense<'income'> = {
  kind: 'income',
  record: async ({ queries, readRace, handle }, fact, when) => {
    const { treasury, pot, payer, amount, remarkHashes, extrinsic } = fact
    const stream = pot.kind === 'escrow' ? await subnetWithPots(queries, pot.ordinal) : null
    if (stream === null) return false
    const { mining } = await readRace(stream)
    if (!namesRound(mining, remarkHashes)) return false
    const invited = mining.round?.invitation?.coldkey ?? payer
    const isHeir = invited !== payer && (await successorOf(queries, invited)) === payer
    const heir = isHeir ? { swappedFrom: invited } : {}
    const paid = { treasury, pot, payer, amount, remarkHashes, extrinsic, ...heir }
    await handle(raceOf(stream), { type: 'SeeGuarantee', ...paid, ...when })
    return true
  },
}
