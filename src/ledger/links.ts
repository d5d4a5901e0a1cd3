import { eq, inArray } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { links } from './schema.ts'

/** The linked coldkey of an account, SS58, or null. */
export async function coldkeyOf(queries: Queries, user: number): Promise<string | null> {
  const [link] = await queries.select({ coldkey: links.coldkey }).from(links).where(eq(links.userId, user))
  return link?.coldkey ?? null
}

/** The account that holds a coldkey, or null. */
export async function holderOf(queries: Queries, coldkey: string): Promise<number | null> {
  const [link] = await queries.select({ userId: links.userId }).from(links).where(eq(links.coldkey, coldkey))
  return link?.userId ?? null
}

/** An account and its coldkey, SS58. */
export interface Linked {
  readonly user: number
  readonly coldkey: string
}

/** Of all accounts, or of these, those that are linked. */
export async function readLinked(queries: Queries, users?: readonly number[]): Promise<Linked[]> {
  if (users?.length === 0) return []
  const wanted = users && inArray(links.userId, [...users])
  return queries.select({ user: links.userId, coldkey: links.coldkey }).from(links).where(wanted)
}
