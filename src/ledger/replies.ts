import { and, eq, lt, ne, not, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { replies } from './schema.ts'

/** What is to be said to one comment, as data, and how far that has come. Below zero, the issue itself is what is answered. */
export type ReplyRow = typeof replies.$inferSelect

/**
 * What is answered. GitHub counts comments, reviews and the comments of reviews apart, so an id alone says nothing. An edit is
 * answered apart from what stood there before it.
 */
export type WrittenKind = 'comment' | 'review' | 'review-comment'
/** `pull`: a pull request itself. `notice`: an event of ours, by its position, that nobody has asked about. */
export type AnsweredKind = WrittenKind | `${WrittenKind}-edit` | 'pull' | 'notice'

export interface Answered {
  readonly kind: AnsweredKind
  readonly comment: number
}

const isOf = ({ kind, comment }: Answered) => and(eq(replies.kind, kind), eq(replies.commentId, comment))

/** Null where no answer is kept for it. */
export async function readReply(queries: Queries, answered: Answered): Promise<ReplyRow | null> {
  const [row] = await queries.select().from(replies).where(isOf(answered))
  return row ?? null
}

/** What is kept for others that were written in this thread, where a text occurs in it. */
export async function answersWith(
  queries: Queries,
  { repository, issue }: Pick<ReplyRow, 'repository' | 'issue'>,
  answered: Answered,
  text: string,
): Promise<string[]> {
  const isHere = and(eq(replies.repository, repository), eq(replies.issue, issue))
  const isOther = not(isOf(answered) ?? sql`false`)
  const rows = await queries
    .select({ answers: replies.answers })
    .from(replies)
    .where(and(isHere, isOther, sql`position(${text} in ${replies.answers}) > 0`))
  return rows.map(({ answers }) => answers)
}

/** A comment is answered once: an answer that is kept already stays. */
export async function keepReply(
  queries: Queries,
  reply: Pick<ReplyRow, 'kind' | 'commentId' | 'installationId' | 'repository' | 'issue' | 'answers'>,
): Promise<void> {
  await queries.insert(replies).values(reply).onConflictDoNothing()
}

/** What was written is heard again, or was edited, and comes to something else: what was said to it is rewritten. */
export async function replaceReply(queries: Queries, reply: Parameters<typeof keepReply>[1]): Promise<void> {
  const { answers, edits, kind, commentId, replyId } = replies
  const isSaid = sql`case when ${replyId} is null then 0 else 1 end`
  const changed = { answers: reply.answers, givenUp: null, edits: sql`${edits} + ${isSaid}` }
  await queries
    .insert(replies)
    .values(reply)
    .onConflictDoUpdate({ target: [kind, commentId], set: changed, setWhere: ne(answers, reply.answers) })
}

export async function noteReply(
  queries: Queries,
  answered: Answered,
  change: Partial<ReplyRow>,
): Promise<void> {
  await queries.update(replies).set(change).where(isOf(answered))
}

/** A bot that edits a reply each time would never end. */
const MOST_EDITS = 5

/**
 * Notes that somebody edited a reply, or what says whose turn it is: what it answers. Null where it is none of ours, or was edited too often.
 */
export async function noteEdited(queries: Queries, replyId: number): Promise<Answered | null> {
  const { kind, commentId, edits } = replies
  const [row] = await queries
    .update(replies)
    .set({ edits: sql`${edits} + 1` })
    .where(and(eq(replies.replyId, replyId), lt(edits, MOST_EDITS)))
    .returning({ kind, comment: commentId })
  return row ?? null
}

/** How GitHub's pages name it, before its id; null where it is the page. */
export const anchorOf = (kind: AnsweredKind): string | null => ANCHORS[kind]

const ANCHORS: Readonly<Record<AnsweredKind, string | null>> = {
  pull: null,
  notice: null,
  comment: 'issuecomment-',
  'comment-edit': 'issuecomment-',
  review: 'pullrequestreview-',
  'review-edit': 'pullrequestreview-',
  'review-comment': 'discussion_r',
  'review-comment-edit': 'discussion_r',
}
