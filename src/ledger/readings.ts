import { eq, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { readings } from './schema.ts'

/** An amount that the chain had in a finalized block: rao. */
export interface ChainReading {
  readonly amount: bigint
  readonly block: number
  /** The ledger's clock when it was read: milliseconds, UTC. */
  readonly at: number
}

/** What registering a network costs. */
export const REGISTRATION_COST = 'registration-cost'

/** How the names of the readings of treasuries begin. */
export const BALANCES = 'treasury:'

/** What is in a subnet's treasury. */
export const balanceOf = (stream: string): string => `${BALANCES}${stream}`

/** The last reading that was worth showing. */
export async function readReading(queries: Queries, name: string): Promise<ChainReading | null> {
  const [row] = await queries.select().from(readings).where(eq(readings.name, name))
  return row ? { amount: row.amount, block: row.block, at: row.at } : null
}

export async function keepReading(queries: Queries, name: string, reading: ChainReading): Promise<void> {
  const { amount, block, at } = reading
  await queries
    .insert(readings)
    .values({ name, amount, block, at })
    .onConflictDoUpdate({
      target: readings.name,
      set: { amount: sql`excluded.amount`, block: sql`excluded.block`, at: sql`excluded.at` },
    })
}
