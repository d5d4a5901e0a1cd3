import { eq } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { replies } from './schema.ts'

/** What is to be said to one comment, as data, and how far that has come. Below zero, the issue itself is what is answered. */
export type ReplyRow = typeof replies.$inferSelect

/** Null where no answer is kept for the comment. */
export async function readReply(queries: Queries, comment: number): Promise<ReplyRow | null> {
  const [row] = await queries.select().from(replies).where(eq(replies.commentId, comment))
  return row ?? null
}

/** A comment is answered once: an answer that is kept already stays. */
export async function keepReply(
  queries: Queries,
  reply: Pick<ReplyRow, 'commentId' | 'installationId' | 'repository' | 'issue' | 'answers'>,
): Promise<void> {
  await queries.insert(replies).values(reply).onConflictDoNothing()
}

export async function noteReply(queries: Queries, comment: number, change: Partial<ReplyRow>): Promise<void> {
  await queries.update(replies).set(change).where(eq(replies.commentId, comment))
}
