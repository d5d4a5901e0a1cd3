import { and, eq, isNull, or } from 'drizzle-orm'
import type { ColdkeyLinked } from '../../mechanisms/account/account.ts'
import type { Queries } from '../database.ts'
import { intents, links } from '../schema.ts'

/**
 * Who holds which coldkey now. Whoever proves control of a coldkey last has it, so that its stake votes once. What was
 * waiting for this account to be linked is bound to the coldkey; what was bound before stays where it is (I1).
 */
export async function projectLink(queries: Queries, event: ColdkeyLinked): Promise<void> {
  const { person, coldkey, at } = event
  await queries.delete(links).where(or(eq(links.userId, person.id), eq(links.coldkey, coldkey)))
  await queries.insert(links).values({ userId: person.id, login: person.login, coldkey, linkedAt: at })
  await queries
    .update(intents)
    .set({ coldkey })
    .where(and(eq(intents.payeeUser, person.id), isNull(intents.coldkey), eq(intents.status, 'owed')))
}

/** The linked coldkey of an account, or null. */
export async function coldkeyOf(queries: Queries, user: number): Promise<string | null> {
  const [link] = await queries.select({ coldkey: links.coldkey }).from(links).where(eq(links.userId, user))
  return link?.coldkey ?? null
}

/** The account that holds a coldkey, or null. */
export async function holderOf(queries: Queries, coldkey: string): Promise<number | null> {
  const [link] = await queries.select({ userId: links.userId }).from(links).where(eq(links.coldkey, coldkey))
  return link?.userId ?? null
}
