import type { Queries } from '../ledger/database.ts'
import { type Answered, type AnsweredKind, noteReply, type ReplyRow, readReply } from '../ledger/replies.ts'
import {
  findOwnComment,
  type GitHubApi,
  type Issue,
  isFinal,
  postComment,
  repositoryNamed,
  statusOf,
} from './api.ts'

/** The answer to one comment, review or comment of a review: at most a reaction, or a comment. */
export interface Reply {
  readonly reaction: '+1' | null
  /** Markdown. */
  readonly body: string | null
}

export interface Replying {
  readonly queries: Queries
  /** Signed in as the installation that may write in the repository. */
  readonly octokit: GitHubApi
  /** By which the App knows its own comments. */
  readonly appId: number
  /** The key of the `replies` row. */
  readonly answered: Answered
  /** The words for what is kept in the row, as things stand now. */
  readonly render: (row: ReplyRow) => Promise<Reply>
}

/**
 * Gives one comment its answer, once: a reaction or a reply, whatever crashed before. An issue that was deleted needs none.
 * Whatever else GitHub refuses is thrown, for the job to be tried again.
 */
export async function sendReply(work: Replying): Promise<'answered' | 'gone'> {
  const row = await readReply(work.queries, work.answered)
  if (!row) throw new Error(`no answer is kept for ${keyOf(work.answered)}`)
  const { reaction, body } = await work.render(row)
  try {
    if (reaction !== null && !row.reacted) await react(work, row, reaction)
    if (body !== null && row.replyId === null) await reply(work, row, body)
    return 'answered'
  } catch (error) {
    if (statusOf(error) !== 410) throw error
    return 'gone'
  }
}

/** The same reaction twice is one reaction on GitHub. */
async function react({ answered, ...work }: Replying, row: ReplyRow, content: '+1'): Promise<void> {
  const { owner, name } = repositoryNamed(row.repository)
  const route = answered.comment < 0 ? ISSUE : REACTIONS[answered.kind]
  if (route === null) throw new Error(`${keyOf(answered)} takes no reaction`)
  const mark = { owner, repo: name, content }
  await (route === ISSUE
    ? work.octokit.request(route, { ...mark, issue_number: row.issue })
    : work.octokit.request(route, { ...mark, comment_id: answered.comment }))
  await record({ ...work, answered }, { reacted: true })
}

/** Below zero, the issue itself is what is answered. */
const ISSUE = 'POST /repos/{owner}/{repo}/issues/{issue_number}/reactions'
const COMMENT = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions'
const REVIEW_COMMENT = 'POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions'

/** GitHub has no reactions to reviews but through GraphQL: they get words instead. */
const REACTIONS = {
  pull: null,
  notice: null,
  comment: COMMENT,
  'comment-edit': COMMENT,
  review: null,
  'review-edit': null,
  'review-comment': REVIEW_COMMENT,
  'review-comment-edit': REVIEW_COMMENT,
} as const satisfies Record<AnsweredKind, string | null>

export const takesReaction = ({ kind, comment }: Answered): boolean => comment < 0 || REACTIONS[kind] !== null

/** Comments keep the short name that they always had. */
const keyOf = ({ kind, comment }: Answered): string =>
  kind === 'comment' ? `${comment}` : `${kind}:${comment}`

async function reply(work: Replying, row: ReplyRow, text: string): Promise<void> {
  const thread: Issue = { repository: repositoryNamed(row.repository), issue: row.issue }
  const marker = `<!-- tributary:reply:${keyOf(work.answered)} -->`
  const found = row.posting ? await findOwnComment(work.octokit, work.appId, thread, marker) : null
  const replyId = found ?? (await post(work, thread, `${text}\n${marker}`))
  await record(work, { replyId, posting: false })
}

async function post(work: Replying, issue: Issue, body: string): Promise<number> {
  await record(work, { posting: true })
  try {
    return await postComment(work.octokit, issue, body)
  } catch (error) {
    // Refused means not posted: there is nothing to look for later.
    if (isFinal(error)) await record(work, { posting: false })
    throw error
  }
}

async function record({ queries, answered }: Replying, change: Partial<ReplyRow>): Promise<void> {
  await noteReply(queries, answered, change)
}
