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
  const told = sql`convert_to(coalesce(${candidates.scoresDigest}, '') || ${`\n${stream}\n${score}`}, 'UTF8')`
  const scoresDigest = sql`encode(sha256(${told}), 'hex')`
  await queries.update(candidates).set({ scoresDigest }).where(eq(candidates.stream, stream))
}
