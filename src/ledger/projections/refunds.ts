import type { Refund, RefundOwed } from '../../mechanisms/deposit/slice.ts'
import { keyOf } from '../../mechanisms/kernel/purpose.ts'
import type { RefundGathered } from '../../mechanisms/refund/slice.ts'
import { subnetOf } from '../../mechanisms/streams/names.ts'
import type { StreamChange } from '../changes.ts'
import { encode } from '../json.ts'
import { refunds } from '../schema.ts'
import type { Projection } from './projection.ts'

/** What goes back to those who sent it, by the subnet that it came for: its state does not hold it. */
export const refundRows: Projection = {
  name: 'refunds',
  version: 1,
  tables: ['refunds'],
  kinds: ['subnet', 'race', 'refund'],
  hears: ({ event }) => owing(event) !== null,
  overwrites: false,
  apply: async (queries, { stream, sequence, event }) => {
    const owed = owing(event)
    if (!owed) return
    const { payer, amount, reason, extrinsic } = owed
    const refund: Refund = { payer, amount, reason, extrinsic }
    const gathered = owed.type === 'RefundGathered'
    const subnet = gathered ? owed.subnet : subnetOf(stream)
    const intentKey = gathered
      ? keyOf(stream, { kind: 'refund', about: [owed.payout] })
      : keyOf(subnetOf(stream), { kind: 'deposit-refund', about: [extrinsic.hash, payer] })
    const { block, index } = extrinsic
    await queries
      .insert(refunds)
      .values({ stream, sequence, subnet, intentKey, gathered, block, index, refund: encode(refund) })
  },
}

/** What a payer's stream gathers, or what a subnet's own stream sent before there were such. */
function owing(event: StreamChange['event']): RefundGathered | RefundOwed | null {
  if (event.type === 'RefundGathered') return event
  return event.type === 'RefundOwed' && !event.pot ? event : null
}
