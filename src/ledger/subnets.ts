import { and, eq, isNotNull, lte, max, or, type SQL, sql } from 'drizzle-orm'
import { subnetOf } from '../mechanisms/streams/names.ts'
import type { SubnetView } from '../mechanisms/subnet/view.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { intents, links, races, subnets } from './schema.ts'

/** The subnet whose home the repository of this id is; null where it is nobody's. */
export const subnetAt = (queries: Queries, repository: number): Promise<string | null> =>
  streamWhere(queries, eq(subnets.homeId, repository))

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
  const inviting = await queries.select({ stream: races.stream }).from(races).where(eq(races.invitedId, user))
  return [...new Set([...own, ...owing, ...inviting].map((row) => subnetOf(row.stream)))]
}

/** The subnet with this escrow, SS58, or null. */
export const subnetWithEscrow = (queries: Queries, escrow: string): Promise<string | null> =>
  streamWhere(queries, eq(subnets.escrow, escrow))

/** The subnet that this crowdloan is for, or null. */
export const subnetWithLoan = (queries: Queries, loan: number): Promise<string | null> =>
  streamWhere(queries, eq(subnets.loanId, loan))

async function streamWhere(queries: Queries, where: SQL): Promise<string | null> {
  const [row] = await queries.select({ stream: subnets.stream }).from(subnets).where(where)
  return row?.stream ?? null
}

/** The coldkey that the discoverer of the idea with this escrow has linked, or null. */
export async function discovererColdkey(queries: Queries, escrow: string): Promise<string | null> {
  const [row] = await queries
    .select({ coldkey: links.coldkey })
    .from(subnets)
    .innerJoin(links, eq(links.userId, subnets.discovererId))
    .where(eq(subnets.escrow, escrow))
  return row?.coldkey ?? null
}

/** The streams whose deadline has come by this block's number or timestamp (milliseconds): a subnet's life, then its race, the oldest first. */
export async function dueStreams(
  queries: Queries,
  { at, block }: { readonly at: number; readonly block: number },
): Promise<string[]> {
  const isDue = or(lte(subnets.dueAt, at), lte(subnets.dueBlock, block))
  const due = await queries
    .select({ life: subnets.stream, isDue: sql<boolean>`coalesce(${isDue}, false)`, race: races.stream })
    .from(subnets)
    .leftJoin(races, and(eq(races.subnet, subnets.stream), lte(races.dueAt, at)))
    .where(or(isDue, isNotNull(races.stream)))
    .orderBy(subnets.ordinal)
  return due.flatMap(({ life, isDue, race }) => [...(isDue ? [life] : []), ...(race === null ? [] : [race])])
}

/** By what the chain's events are known to be about a subnet, and when its clock must call. */
export interface OnChain {
  readonly ordinal: number
  /** SS58. */
  readonly escrow: string
  /** SS58. */
  readonly treasury: string
  readonly loanId: number | null
  /** Milliseconds. */
  readonly dueAt: number | null
  readonly dueBlock: number | null
}

/** Of every subnet. */
export async function readOnChain(queries: Queries): Promise<OnChain[]> {
  const { ordinal, escrow, treasury, loanId, dueAt, dueBlock } = subnets
  return queries
    .select({
      ordinal,
      escrow,
      treasury,
      loanId,
      dueBlock,
      dueAt: sql<number | null>`least(${dueAt}, ${races.dueAt})`.mapWith(Number),
    })
    .from(subnets)
    .leftJoin(races, eq(races.subnet, subnets.stream))
}

/** The largest ordinal that a subnet has, null where there is none. */
export async function lastOrdinal(queries: Queries): Promise<number | null> {
  const [row] = await queries.select({ last: max(subnets.ordinal) }).from(subnets)
  return row?.last ?? null
}

/** What is shown of the ideas with this link, the oldest first. */
export async function ideasWithLink(queries: Queries, link: string): Promise<SubnetView[]> {
  const rows = await queries
    .select({ view: subnets.view })
    .from(subnets)
    .where(eq(subnets.link, link))
    .orderBy(subnets.ordinal)
  return rows.map(({ view }) => decode<SubnetView>(view))
}
