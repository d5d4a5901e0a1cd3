import { and, eq, gte, inArray } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { deliveries, unlinked } from './schema.ts'

/** Who wrote something, by user id, and when: milliseconds, UTC. */
export interface WrittenBy {
  readonly user: number
  readonly at: number
}

/** Keeps that a delivery was refused for want of a wallet, or of a seat to leave. */
export async function keepUnlinked(
  queries: Queries,
  delivery: string,
  { user, at }: WrittenBy,
): Promise<void> {
  await queries.insert(unlinked).values({ delivery, userId: user, saidAt: at }).onConflictDoNothing()
}

/** Whether a delivery was refused so before. It is forgotten. */
export async function takeUnlinked(queries: Queries, delivery: string): Promise<boolean> {
  const taken = await queries.delete(unlinked).where(eq(unlinked.delivery, delivery)).returning()
  return taken.length > 0
}

/**
 * Rules I1, T1 and G0: a person linked a wallet, or asked for a seat, at this time. What that person wrote since, and what was refused
 * because this was not heard, is handled anew. It is as if both had been heard in the order in which they were written.
 */
export async function hearAgain(queries: Queries, { user, at }: WrittenBy): Promise<void> {
  const since = queries
    .select({ id: unlinked.delivery })
    .from(unlinked)
    .where(and(eq(unlinked.userId, user), gte(unlinked.saidAt, at)))
  await queries
    .update(deliveries)
    .set({ status: 'stored' })
    .where(and(inArray(deliveries.id, since), eq(deliveries.status, 'handled')))
}
