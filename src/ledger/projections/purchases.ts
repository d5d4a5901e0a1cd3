import { subnetOf } from '../../mechanisms/streams/names.ts'
import { purchases } from '../schema.ts'
import type { Projection } from './projection.ts'

/** Who bought how much of a subnet's output, and when: its sales hold no buyers. */
export const purchaseRows: Projection<'sales'> = {
  name: 'purchases',
  version: 1,
  tables: ['purchases'],
  kinds: ['sales'],
  overwrites: false,
  apply: async (queries, { stream, sequence, event }) => {
    const { extrinsic, buyer, alpha } = event
    await queries.insert(purchases).values({
      subnet: subnetOf(stream),
      sequence,
      block: extrinsic.block,
      coldkey: buyer,
      amount: String(alpha),
    })
  },
}
