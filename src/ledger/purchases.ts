import { and, eq, isNull, lte, max, sql } from 'drizzle-orm'
import { alpha } from '../mechanisms/money.ts'
import type { Bought } from '../mechanisms/sales/table.ts'
import type { Queries } from './database.ts'
import { purchases } from './schema.ts'

/** What each coldkey bought or inherited of a subnet's output up to a block, in no order; and the last block that changed it, null where none did. */
export interface Sold {
  readonly totals: readonly Bought[]
  readonly block: number | null
}

/** Of all time, or as it was at the end of a block. */
export async function readSold(queries: Queries, subnet: string, until?: number): Promise<Sold> {
  const wanted = and(
    eq(purchases.subnet, subnet),
    until === undefined ? undefined : lte(purchases.block, until),
  )
  const rows = await queries
    .select({
      coldkey: purchases.coldkey,
      amount: sql<string>`sum(${purchases.amount})`,
      block: max(purchases.block),
    })
    .from(purchases)
    .where(wanted)
    .groupBy(purchases.coldkey)
  const blocks = rows.flatMap(({ block }) => block ?? [])
  return {
    totals: rows.map(({ coldkey, amount }) => ({ coldkey, amount: alpha(BigInt(amount)) })),
    block: blocks.reduce<number | null>(
      (last, block) => (last === null || block > last ? block : last),
      null,
    ),
  }
}

/** The subnets in which a coldkey, SS58, lost its share to an heir in that block. */
export async function subnetsInherited(queries: Queries, coldkey: string, block: number): Promise<string[]> {
  const { coldkey: of, sequence, block: since, subnet } = purchases
  const rows = await queries
    .selectDistinct({ subnet })
    .from(purchases)
    .where(and(eq(of, coldkey), eq(since, block), isNull(sequence)))
  return rows.map((row) => row.subnet)
}
