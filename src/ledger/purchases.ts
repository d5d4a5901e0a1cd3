import { and, asc, eq, lte, max, sql } from 'drizzle-orm'
import { alpha } from '../mechanisms/money.ts'
import type { Bought } from '../mechanisms/sales/table.ts'
import type { Queries } from './database.ts'
import { purchases, subnets } from './schema.ts'

/** What each coldkey bought of a subnet's output up to a block, by coldkey; and the block of the last purchase among them, null where there is none. */
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
    .orderBy(asc(purchases.coldkey))
  const blocks = rows.flatMap(({ block }) => block ?? [])
  return {
    totals: rows.map(({ coldkey, amount }) => ({ coldkey, amount: alpha(BigInt(amount)) })),
    block: blocks.reduce<number | null>(
      (last, block) => (last === null || block > last ? block : last),
      null,
    ),
  }
}

/** The subnet whose wallet has this ordinal and which has this netuid on the chain now; null where there is none. */
export async function subnetSelling(
  queries: Queries,
  ordinal: number,
  netuid: number,
): Promise<string | null> {
  const [row] = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(and(eq(subnets.pots, ordinal), eq(subnets.netuid, netuid)))
  return row?.stream ?? null
}
