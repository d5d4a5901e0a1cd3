import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { Ballot, DisputeOpened, Voter } from '../mechanisms/dispute/slice.ts'
import type { RowsAsked } from '../mechanisms/kernel/beside.ts'
import type { Occurrence } from '../mechanisms/kernel/occurrence.ts'
import { rao } from '../mechanisms/money.ts'
import type { Queries } from './database.ts'
import { readEvent } from './events.ts'
import { decode } from './json.ts'
import { coldkeyWhen, lastLink } from './links.ts'
import { ballots, voters } from './schema.ts'

type Asked<K extends RowsAsked['rows']> = Omit<Extract<RowsAsked, { readonly rows: K }>, 'rows'>

/** One who may vote; null where the account may not. Without a number it is about the one that is open. */
export async function readVoter(
  queries: Queries,
  stream: string,
  { of, number, user }: Asked<'voter'>,
): Promise<Voter | null> {
  const one = number === undefined ? undefined : eq(voters.number, number)
  const [row] = await queries
    .select({ stake: voters.stake, side: voters.side, said: voters.said })
    .from(voters)
    .where(and(eq(voters.stream, stream), eq(voters.of, of), one, eq(voters.userId, user)))
  if (!row) return null
  const { stake, side, said } = row
  return { stake: rao(stake), side, said: said === null ? null : decode<Occurrence>(said) }
}

/** Whether an account may vote on anything in a subnet, open or over. */
export const hasVote = async (queries: Queries, stream: string, user: number): Promise<boolean> =>
  (await queries.$count(voters, and(eq(voters.stream, stream), eq(voters.userId, user)))) > 0

/**
 * Rule G0: the coldkeys, SS58, by which an account without a vote would have had one: its link was written before the open ballot, and heard
 * after it. Null where there is none, or an elector votes with the same coldkey.
 */
export async function readLate(
  queries: Queries,
  stream: string,
  { of, number, user }: Asked<'voter'>,
): Promise<{ readonly openedAt: number; readonly coldkeys: readonly string[] } | null> {
  const one = number === undefined ? undefined : eq(ballots.number, number)
  const isOpen = and(eq(ballots.stream, stream), eq(ballots.of, of), eq(ballots.open, true), one)
  const [row] = await queries.select({ sequence: ballots.sequence }).from(ballots).where(isOpen)
  const opening = row && (await readEvent(queries, stream, row.sequence))
  if (!opening) return null
  const opened = decode<DisputeOpened>(opening.data)
  const link = await lastLink(queries, user, opened)
  const held = link && (await coldkeyWhen(queries, user, opened))
  if (!held || link.position < opening.position) return null
  const coldkeys = [...new Set([link.coldkey, held])]
  const isTaken = opened.electorate.some(({ coldkey }) => coldkeys.includes(coldkey))
  return isTaken ? null : { openedAt: opened.at, coldkeys }
}

/** The incident of an issue; null where it is none. */
export async function readIncident(
  queries: Queries,
  stream: string,
  { issue }: Asked<'incident'>,
): Promise<Ballot | null> {
  const wanted = and(eq(ballots.stream, stream), eq(ballots.of, 'incident'), eq(ballots.number, issue))
  const [row] = await queries.select({ record: ballots.record }).from(ballots).where(wanted)
  return row ? decode<Ballot>(row.record) : null
}

/** When a person opened incidents: milliseconds, UTC. */
export async function readOpened(
  queries: Queries,
  stream: string,
  { user }: Asked<'opened-by'>,
): Promise<readonly number[]> {
  const wanted = and(eq(ballots.stream, stream), eq(ballots.of, 'incident'), eq(ballots.openerId, user))
  const rows = await queries.select({ record: ballots.record }).from(ballots).where(wanted)
  return rows.map(({ record }) => decode<Ballot>(record).openedAt)
}

/** What is over by a time and not closed, in the order in which it was opened. */
export async function readOver(
  queries: Queries,
  stream: string,
  { at }: Asked<'over'>,
): Promise<readonly Ballot[]> {
  const rows = await queries
    .select({ record: ballots.record })
    .from(ballots)
    .where(and(eq(ballots.stream, stream), eq(ballots.open, true), lte(ballots.closesAt, at)))
    .orderBy(asc(ballots.sequence))
  return rows.map(({ record }) => decode<Ballot>(record))
}

/** All of these streams, in the order in which they were opened. */
export async function readBallots(queries: Queries, streams: readonly string[]) {
  if (streams.length === 0) return []
  const rows = await queries
    .select({ stream: ballots.stream, record: ballots.record })
    .from(ballots)
    .where(inArray(ballots.stream, [...streams]))
    .orderBy(asc(ballots.stream), asc(ballots.sequence))
  return rows.map(({ stream, record }) => ({ stream, ballot: decode<Ballot>(record) }))
}
