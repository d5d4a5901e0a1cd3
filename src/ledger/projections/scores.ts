import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { type ScoreGiven, scoreIn } from '../../mechanisms/scoring/slice.ts'
import type { Queries } from '../database.ts'
import { encode } from '../json.ts'
import { candidates, scores } from '../schema.ts'

/** What a validator gave to a proposal, and a digest by which it is told whether another score has come. */
export async function keepScore(queries: Queries, stream: string, event: ScoreGiven): Promise<void> {
  const score = encode(scoreIn(event))
  await queries
    .insert(scores)
    .values({ stream, userId: event.validator.id, score })
    .onConflictDoUpdate({ target: [scores.stream, scores.userId], set: { score: sql`excluded.score` } })
  const ofProposal = eq(candidates.stream, stream)
  const [row] = await queries.select({ before: candidates.scoresDigest }).from(candidates).where(ofProposal)
  const scoresDigest = digestOf([row?.before ?? '', stream, score])
  await queries.update(candidates).set({ scoresDigest }).where(ofProposal)
}

const digestOf = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex')
