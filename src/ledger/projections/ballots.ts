import { and, eq } from 'drizzle-orm'
import {
  type BallotChange,
  ballotChange,
  ballotOf,
  counted,
  isOfBallot,
} from '../../mechanisms/dispute/ballots.ts'
import { withJoined } from '../../mechanisms/dispute/late.ts'
import type { Ballot, Elector } from '../../mechanisms/dispute/slice.ts'
import { readVoter } from '../ballots.ts'
import type { Queries } from '../database.ts'
import { decode, encode } from '../json.ts'
import { ballots, voters } from '../schema.ts'
import type { Projection } from './projection.ts'

/** Challenges and incidents with their votes; who may vote stands in rows for as long as it is open. */
export const ballotRows: Projection<'subnet'> = {
  name: 'ballots',
  version: 3,
  tables: ['ballots', 'voters'],
  kinds: ['subnet'],
  hears: ({ event }) => isOfBallot(event),
  overwrites: false,
  apply: async (queries, { stream, sequence, event, after }) => {
    if (!isOfBallot(event)) return
    await apply(queries, { stream, sequence, ...ballotOf(event) }, ballotChange(event, after))
  },
}

type BallotKey = Pick<typeof ballots.$inferSelect, 'stream' | 'of' | 'number' | 'sequence'>

async function apply(queries: Queries, place: BallotKey, change: BallotChange): Promise<void> {
  switch (change.kind) {
    case 'opened': {
      const { challenger, closesAt } = change.ballot
      const row = { ...place, openerId: challenger.id, closesAt, open: true, record: encode(change.ballot) }
      await queries.insert(ballots).values(row)
      return keepVoters(queries, place, change.electorate)
    }
    case 'voted': {
      const { user, side, said, joined } = change
      if (joined) await keepVoters(queries, place, [{ user, ...joined }])
      const voter = await readVoter(queries, place.stream, { ...place, user })
      if (!voter) return
      await queries
        .update(voters)
        .set({ side, said: encode(said) })
        .where(and(votersOf(place), eq(voters.userId, user)))
      return changeBallot(queries, place, (ballot) => counted(withJoined(ballot, joined), voter, side))
    }
    case 'closed':
      await queries.delete(voters).where(votersOf(place))
      return changeBallot(queries, place, (ballot) => ({ ...ballot, verdict: change.verdict }))
  }
}

const votersOf = ({ stream, of, number }: BallotKey) =>
  and(eq(voters.stream, stream), eq(voters.of, of), eq(voters.number, number))

/** Rows in one statement: 5 parameters each. */
const PAGE = 5_000

async function keepVoters(
  queries: Queries,
  { stream, of, number }: BallotKey,
  electorate: readonly Elector[],
): Promise<void> {
  const rows = electorate.map(({ user: userId, stake }) => ({ stream, of, number, userId, stake }))
  for (let from = 0; from < rows.length; from += PAGE) {
    await queries.insert(voters).values(rows.slice(from, from + PAGE))
  }
}

async function changeBallot(
  queries: Queries,
  { stream, of, number }: BallotKey,
  news: (ballot: Ballot) => Ballot,
): Promise<void> {
  const place = and(eq(ballots.stream, stream), eq(ballots.of, of), eq(ballots.number, number))
  const [row] = await queries.select({ record: ballots.record }).from(ballots).where(place)
  if (!row) return
  const ballot = news(decode<Ballot>(row.record))
  await queries
    .update(ballots)
    .set({ record: encode(ballot), open: ballot.verdict === null })
    .where(place)
}
