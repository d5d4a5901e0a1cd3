import { and, eq, inArray } from 'drizzle-orm'
import type { RowsAsked } from '../mechanisms/kernel/beside.ts'
import type { Score, Scores } from '../mechanisms/scoring/slice.ts'
import type { CandidateRow } from './candidates.ts'
import type { Queries } from './database.ts'
import { decode } from './json.ts'
import { keepUpTo } from './kept.ts'
import { scores } from './schema.ts'

/** What a validator gave to a proposal last; null where it gave nothing. */
export async function readScore(
  queries: Queries,
  stream: string,
  { user }: Extract<RowsAsked, { readonly rows: 'score' }>,
): Promise<Score | null> {
  const [row] = await queries
    .select({ score: scores.score })
    .from(scores)
    .where(and(eq(scores.stream, stream), eq(scores.userId, user)))
  return row ? decode<Score>(row.score) : null
}

/** All scores of one proposal, by the validator's user id. */
export async function readScoresOf(queries: Queries, stream: string): Promise<Scores> {
  const rows = await queries.select().from(scores).where(eq(scores.stream, stream))
  return scoresIn(rows)
}

const scoresIn = (rows: readonly (typeof scores.$inferSelect)[]): Scores =>
  Object.fromEntries(rows.map(({ userId, score }) => [userId, decode<Score>(score)]))

type Scored = Pick<CandidateRow, 'stream' | 'pull' | 'scoresDigest'>

/** By pull request that has been scored, its scores. What has the digest that was read before is not read again. */
export async function readScores(
  queries: Queries,
  proposals: readonly Scored[],
): Promise<Readonly<Record<number, Scores>>> {
  const scored = proposals.filter(({ scoresDigest }) => scoresDigest !== '')
  const known = scored.map(({ scoresDigest }) => READ.get(scoresDigest))
  const read = await readThese(
    queries,
    scored.filter((_, place) => known[place] === undefined),
  )
  const all = scored.map(({ stream, pull }, place) => [pull, known[place] ?? read.get(stream) ?? {}])
  return Object.fromEntries(all)
}

/** As many as one statement names. */
const PAGE = 10_000

async function readThese(
  queries: Queries,
  proposals: readonly Scored[],
): Promise<ReadonlyMap<string, Scores>> {
  const found = new Map<string, Scores>()
  for (let from = 0; from < proposals.length; from += PAGE) {
    const page = new Map(proposals.slice(from, from + PAGE).map((one) => [one.stream, one.scoresDigest]))
    const rows = await queries
      .select()
      .from(scores)
      .where(inArray(scores.stream, [...page.keys()]))
    for (const [stream, given] of Map.groupBy(rows, (row) => row.stream)) {
      const decoded = scoresIn(given)
      found.set(stream, decoded)
      const size = given.reduce((sum, { score }) => sum + score.length, 0)
      READ.keep(page.get(stream) ?? '', decoded, size)
    }
  }
  return found
}

const READ = keepUpTo<Scores>(64_000_000)
