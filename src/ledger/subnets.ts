import { and, eq, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { intents, subnets } from './schema.ts'

/** The subnet whose home the repository of this id is; null where it is nobody's. */
export async function subnetAt(queries: Queries, repository: number): Promise<string | null> {
  const [row] = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(eq(subnets.homeId, repository))
  return row?.stream ?? null
}

/** The subnets whose threads say whether this account is linked: its own ideas, and those that owe it something or invite it. */
export async function threadsOf(queries: Queries, user: number): Promise<string[]> {
  const own = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(eq(subnets.discovererId, user))
  const owing = await queries
    .selectDistinct({ stream: intents.stream })
    .from(intents)
    .where(and(eq(intents.payeeUser, user), eq(intents.status, 'owed')))
  const invited = sql`${subnets.view}::json -> 'rounds' -> -1 -> 'invitation' -> 'miner' ->> 'id'`
  const inviting = await queries
    .select({ stream: subnets.stream })
    .from(subnets)
    .where(and(eq(subnets.phase, 'minable'), eq(invited, String(user))))
  return [...new Set([...own, ...owing, ...inviting].map((row) => row.stream))]
}
