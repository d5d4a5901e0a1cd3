import { eq, inArray } from 'drizzle-orm'
import { type AccountEvent, accountStream } from '../mechanisms/account/account.ts'
import type { Occurrence } from '../mechanisms/kernel/occurrence.ts'
import { isOlder } from '../mechanisms/kernel/said.ts'
import type { Queries } from './database.ts'
import { readStreams } from './events.ts'
import { decode } from './json.ts'
import { successorOf } from './lineage.ts'
import { links } from './schema.ts'

/** The linked coldkey of an account, SS58, or null. */
export async function coldkeyOf(queries: Queries, user: number): Promise<string | null> {
  const [link] = await queries.select({ coldkey: links.coldkey }).from(links).where(eq(links.userId, user))
  return link?.coldkey ?? null
}

/**
 * The coldkey, SS58, that an account had linked when something was written: what it linked since is for what happens afterwards (I1).
 * Where the chain swapped that coldkey, whoever inherited it. Null where it had none, or another account had proven control of it.
 */
export async function coldkeyWhen(queries: Queries, user: number, said: Occurrence): Promise<string | null> {
  const [link] = await queries.select().from(links).where(eq(links.userId, user))
  if (link && link.linkedAt < said.at) return link.coldkey
  const known = await readStreams(queries, [{ stream: accountStream(user), after: 0 }])
  const before = known.map(({ data }) => decode<AccountEvent>(data)).filter((one) => isOlder(one, said))
  const last = before.reduce<AccountEvent | null>(
    (best, one) => (best && isOlder(one, best) ? best : one),
    null,
  )
  if (!last) return null
  const coldkey = await successorOf(queries, last.coldkey, last.at)
  const [holder] = await queries.select().from(links).where(eq(links.coldkey, coldkey))
  const isLost = holder && holder.userId !== user && holder.linkedAt <= said.at
  return isLost ? null : coldkey
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

/** By account, the login with which it linked a wallet; only those that are linked. */
export async function loginsById(
  queries: Queries,
  users: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (users.length === 0) return new Map()
  const { userId, login } = links
  const rows = await queries
    .select({ userId, login })
    .from(links)
    .where(inArray(userId, [...users]))
  return new Map(rows.map((row) => [row.userId, row.login]))
}

/** The logins with which these accounts, or the holders of these coldkeys, linked a wallet: the first `most`, in the order given. */
export async function loginsOf(
  queries: Queries,
  wanted: { readonly users: readonly number[] } | { readonly coldkeys: readonly string[] },
  most: number,
): Promise<string[]> {
  const isByUser = 'users' in wanted
  const order: readonly (number | string)[] = isByUser ? wanted.users : wanted.coldkeys
  if (order.length === 0) return []
  const where = isByUser
    ? inArray(links.userId, [...wanted.users])
    : inArray(links.coldkey, [...wanted.coldkeys])
  const rows = await queries.select().from(links).where(where)
  const logins = new Map(rows.map(({ userId, coldkey, login }) => [isByUser ? userId : coldkey, login]))
  return order.flatMap((one) => logins.get(one) ?? []).slice(0, most)
}
