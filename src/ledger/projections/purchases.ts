import { eq, sql } from 'drizzle-orm'
import type { ColdkeySwapped } from '../../mechanisms/lineage/lineage.ts'
import type { ShareBought } from '../../mechanisms/sales/slice.ts'
import { subnetOf } from '../../mechanisms/streams/names.ts'
import type { Queries } from '../database.ts'
import { purchases } from '../schema.ts'
import type { Projection } from './projection.ts'

/** Who bought how much of a subnet's output, and when: its sales hold no buyers. Who inherits a coldkey has what it bought. */
export const purchaseRows: Projection<'sales' | 'coldkey'> = {
  name: 'purchases',
  version: 2,
  tables: ['purchases'],
  kinds: ['sales', 'coldkey'],
  overwrites: false,
  apply: async (queries, { stream, sequence, event }) => {
    if (event.type === 'ColdkeySwapped') await inherit(queries, event)
    else await buy(queries, subnetOf(stream), sequence, event)
  },
}

async function buy(
  queries: Queries,
  subnet: string,
  sequence: number,
  { extrinsic: { block }, buyer, alpha }: ShareBought,
): Promise<void> {
  await queries.insert(purchases).values({ subnet, sequence, block, coldkey: buyer, amount: String(alpha) })
}

async function inherit(queries: Queries, { from, to, source }: ColdkeySwapped): Promise<void> {
  if (source.kind !== 'block' || from === to) return
  const { block } = source
  const had = await queries
    .select({ subnet: purchases.subnet, amount: sql<string>`sum(${purchases.amount})` })
    .from(purchases)
    .where(eq(purchases.coldkey, from))
    .groupBy(purchases.subnet)
  for (const { subnet, amount } of had.filter(({ amount }) => BigInt(amount) > 0n)) {
    await queries.insert(purchases).values([
      { subnet, sequence: null, block, coldkey: from, amount: `-${amount}` },
      { subnet, sequence: null, block, coldkey: to, amount },
    ])
  }
}
