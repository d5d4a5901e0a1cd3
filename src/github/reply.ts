import type { Queries } from '../ledger/database.ts'
import { type Answered, type AnsweredKind, noteReply, type ReplyRow, readReply } from '../ledger/replies.ts'
import {
  findOwnComment,
  type GitHubApi,
  type IssuePlace,
  isFinal,
  postComment,
  repositoryNamed,
  statusOf,
} from './api.ts'
import { orNull } from './client.ts'

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

/** Why an answer is never given; it is kept with the row. */
export type GivenUp = 'the issue was deleted' | 'the comment was deleted'

/**
 * Gives one comment its answer, once: a reaction or a reply, whatever crashed before. What can never be given, as nothing is there any more, is
 * given up for a reason. Whatever else GitHub refuses is thrown, for the job to be tried again.
 */
export async function sendReply(work: Replying): Promise<'answered' | GivenUp> {
  const row = await readReply(work.queries, work.answered)
  if (!row) throw new Error(`no answer is kept for ${keyOf(work.answered)}`)
  const { reaction, body } = await work.render(row)
  try {
    const isToReact = reaction !== null && !row.reacted
    const isThere = !isToReact || (await reactIfThere(work, row, reaction))
    if (body !== null && row.replyId === null) await reply(work, row, body)
    else if (body !== null && row.edits > row.undone) await rewrite(work, row, body)
    return isThere || body !== null ? 'answered' : await giveUp(work, 'the comment was deleted')
  } catch (error) {
    if (statusOf(error) !== 410) throw error
    return giveUp(work, 'the issue was deleted')
  }
}

async function giveUp(work: Replying, givenUp: GivenUp): Promise<GivenUp> {
  await record(work, { givenUp })
  return givenUp
}

/** False where the comment is not there any more, and its issue is. */
async function reactIfThere(work: Replying, row: ReplyRow, content: '+1'): Promise<boolean> {
  try {
    await react(work, row, content)
    return true
  } catch (error) {
    if (statusOf(error) !== 404 || !(await isDeleted(work, row))) throw error
    return false
  }
}

/** A 404 alone may be a fault, and everything answers so where the App may not look. */
async function isDeleted({ octokit, answered }: Replying, row: ReplyRow): Promise<boolean> {
  const route = answered.comment < 0 ? null : (ROUTES[answered.kind]?.look ?? null)
  if (route === null) return false
  const { owner, name: repo } = repositoryNamed(row.repository)
  await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
    owner,
    repo,
    issue_number: row.issue,
  })
  return (
    (await orNull<unknown>(() => octokit.request(route, { owner, repo, comment_id: answered.comment }))) ===
    null
  )
}

/** The same reaction twice is one reaction on GitHub. */
async function react({ answered, ...work }: Replying, row: ReplyRow, content: '+1'): Promise<void> {
  const { owner, name } = repositoryNamed(row.repository)
  const route = answered.comment < 0 ? ISSUE : (ROUTES[answered.kind]?.react ?? null)
  if (route === null) throw new Error(`${keyOf(answered)} takes no reaction`)
  const mark = { owner, repo: name, content }
  await (route === ISSUE
    ? work.octokit.request(route, { ...mark, issue_number: row.issue })
    : work.octokit.request(route, { ...mark, comment_id: answered.comment }))
  await record({ ...work, answered }, { reacted: true })
}

/** Below zero, the issue itself is what is answered. */
const ISSUE = 'POST /repos/{owner}/{repo}/issues/{issue_number}/reactions'
const COMMENT = {
  react: 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
  look: 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
} as const
const REVIEW_COMMENT = {
  react: 'POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions',
  look: 'GET /repos/{owner}/{repo}/pulls/comments/{comment_id}',
} as const

/** Where it takes a reaction and is looked for. GitHub has no reactions to reviews but through GraphQL: they get words instead. */
const ROUTES = {
  pull: null,
  notice: null,
  comment: COMMENT,
  'comment-edit': COMMENT,
  review: null,
  'review-edit': null,
  'review-comment': REVIEW_COMMENT,
  'review-comment-edit': REVIEW_COMMENT,
} as const satisfies Record<AnsweredKind, object | null>

export const takesReaction = ({ kind, comment }: Answered): boolean => comment < 0 || ROUTES[kind] !== null

/** Comments keep the short name that they always had. */
const keyOf = ({ kind, comment }: Answered): string =>
  kind === 'comment' ? `${comment}` : `${kind}:${comment}`

async function reply(work: Replying, row: ReplyRow, text: string): Promise<void> {
  const thread: IssuePlace = { repository: repositoryNamed(row.repository), issue: row.issue }
  const marker = markerOf(work)
  const found = row.posting ? await findOwnComment(work.octokit, work.appId, thread, marker) : null
  const replyId = found ?? (await post(work, thread, `${text}\n${marker}`))
  await record(work, { replyId, posting: false })
}

/** What somebody made of it is undone, with the words of now. One that was deleted meanwhile stays so. */
async function rewrite(work: Replying, row: ReplyRow, text: string): Promise<void> {
  const { owner, name: repo } = repositoryNamed(row.repository)
  await orNull<unknown>(() =>
    work.octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      owner,
      repo,
      comment_id: row.replyId ?? 0,
      body: `${text}\n${markerOf(work)}`,
    }),
  )
  await record(work, { undone: row.edits })
}

const markerOf = ({ answered }: Replying): string => `<!-- tributary:reply:${keyOf(answered)} -->`

async function post(work: Replying, issue: IssuePlace, body: string): Promise<number> {
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
