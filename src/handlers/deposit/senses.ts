import { potsOf } from '../../chain/pots.ts'
import type { Sense } from '../../chain/senses.ts'
import type { Income } from '../../chain/watcher/facts.ts'
import { streamWithBill } from '../../ledger/bills.ts'
import type { Queries } from '../../ledger/database.ts'
import type { Writing } from '../../ledger/ledger.ts'
import { discovererColdkey, nextOrdinal, subnetWithPots } from '../../ledger/subnets.ts'
import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'
import { LAST_ORDINAL, type Pots } from '../../mechanisms/pots.ts'

/** M2: TAO in the till whose remark is that of an idea's bill. The rules say whether it is the deposit, or goes back. */
export const depositPaid: Sense<'income'> = {
  kind: 'income',
  record: async (writing, fact, when) => {
    if (fact.pot.kind !== 'till') return false
    const stream = await streamWithBill(writing.queries, fact.remarkHashes)
    return stream !== null && tell(writing, stream, fact, when)
  },
}

/** TAO in a subnet's escrow that is nothing else: the deposit of an idea that was opened with pots, or nobody asked for it. */
export const escrowPaid: Sense<'income'> = {
  kind: 'income',
  record: async (writing, fact, when) => {
    const { pot } = fact
    const stream = pot.kind === 'escrow' ? await subnetWithPots(writing.queries, pot.ordinal) : null
    return stream !== null && tell(writing, stream, fact, when)
  },
}

async function tell(
  { queries, handle }: Writing,
  stream: string,
  { treasury, pot, payer, amount, burned: fee, remarkHashes, extrinsic }: Income,
  when: Occurrence,
): Promise<boolean> {
  const paid = { treasury, pot, payer, amount, fee, remarkHashes, extrinsic }
  const coldkey = await discovererColdkey(queries, stream)
  const pots = await nextPots(queries, treasury)
  await handle(stream, { type: 'SeeDeposit', discovererColdkey: coldkey, pots, ...paid, ...when })
  return true
}

/** Read under the writer's lock: of two deposits in one block, the second finds what the first was given. */
async function nextPots(queries: Queries, treasury: string): Promise<Pots | null> {
  const ordinal = await nextOrdinal(queries)
  return ordinal > LAST_ORDINAL ? null : potsOf(treasury, ordinal)
}
