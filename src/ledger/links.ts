import { and, asc, eq, gte, inArray, lt, or, sql } from 'drizzle-orm'
import { type AccountEvent, accountStream } from '../mechanisms/account/account.ts'
import type { Occurrence } from '../mechanisms/kernel/occurrence.ts'
import { isOlder } from '../mechanisms/kernel/said.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { successorOf } from './lineage.ts'
import { events, links } from './schema.ts'

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
  const last = await lastLink(queries, user, said)
  if (!last) return null
  const coldkey = await successorOf(queries, last.coldkey, last.at)
  const [holder] = await queries.select().from(links).where(eq(links.coldkey, coldkey))
  const isLost = holder && holder.userId !== user && holder.linkedAt <= said.at
  return isLost ? null : coldkey
}

/** The last link that an account had written before something was said, and where it stands among all events; null where there is none. */
export async function lastLink(
  queries: Queries,
  user: number,
  said: Occurrence,
): Promise<{ readonly coldkey: string; readonly at: number; readonly position: number } | null> {
  const rows = await queries
    .select({ position: events.position, data: events.data })
    .from(events)
    .where(eq(events.stream, accountStream(user)))
    .orderBy(asc(events.sequence))
  const before = rows
    .map(({ position, data }) => ({ ...decode<AccountEvent>(data), position }))
    .filter((one) => isOlder(one, said))
  const [first, ...others] = before
  if (!first) return null
  return others.reduce((best, one) => (isOlder(one, best) ? best : one), first)
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

/**
 * Rule G0: of all accounts, or of these, those that had linked a coldkey when something was said, each with the one of then. Who linked
 * one since, before it was heard, is not among them.
 */
export async function linkedWhen(
  queries: Queries,
  said: Occurrence,
  users?: readonly number[],
): Promise<Linked[]> {
  if (users?.length === 0) return []
  const rows = await queries
    .select()
    .from(links)
    .where(users && inArray(links.userId, [...users]))
  const before = rows.filter(({ linkedAt }) => linkedAt < said.at)
  const since = rows.filter(({ linkedAt }) => linkedAt >= said.at)
  const known = new Set(before.map(({ userId }) => userId))
  const asked = users ?? (await everNamed(queries, since))
  const others: Linked[] = []
  for (const user of asked) {
    const coldkey = known.has(user) ? null : await coldkeyWhen(queries, user, said)
    if (coldkey !== null) others.push({ user, coldkey })
  }
  return [...before.map(({ userId: user, coldkey }) => ({ user, coldkey })), ...others]
}

/** Whoever has ever named one of these coldkeys: their holder may have taken it from another account. */
async function everNamed(
  queries: Queries,
  held: readonly { readonly userId: number; readonly coldkey: string }[],
): Promise<number[]> {
  if (held.length === 0) return []
  const named = held.map(({ coldkey }) => sql`position(${coldkey} in ${events.data}) > 0`)
  const rows = await queries
    .selectDistinct({ stream: events.stream })
    .from(events)
    .where(and(gte(events.stream, ACCOUNTS), lt(events.stream, AFTER_ACCOUNTS), or(...named)))
  const before = rows.map(({ stream }) => Number(stream.slice(ACCOUNTS.length)))
  return [...new Set([...held.map(({ userId }) => userId), ...before])]
}

/** What the names of all streams of accounts begin with, and the first name behind them. */
const [ACCOUNTS, AFTER_ACCOUNTS] = ['account:', 'account;']

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
