import type { Queries } from '../ledger/database.ts'
import { noteReply, type ReplyRow, readReply } from '../ledger/replies.ts'
import { findOwnComment, type GitHubApi, type Issue, isFinal, postComment, repositoryNamed } from './api.ts'

/** The answer to one comment: at most a reaction, or a comment. */
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
  /** The comment that is answered: the key of the `replies` row. */
  readonly comment: number
  /** The words for what is kept in the row, as things stand now. */
  readonly render: (row: ReplyRow) => Promise<Reply>
}

/**
 * Gives one comment its answer, once: a reaction or a reply, whatever crashed before. A comment or issue that is gone needs none.
 * Whatever may pass by itself is thrown, for the job to be tried again.
 */
export async function sendReply(work: Replying): Promise<'answered' | 'refused'> {
  const row = await readReply(work.queries, work.comment)
  if (!row) throw new Error(`no answer is kept for the comment ${work.comment}`)
  const { reaction, body } = await work.render(row)
  try {
    if (reaction !== null && !row.reacted) await react(work, row, reaction)
    if (body !== null && row.replyId === null) await reply(work, row, body)
    return 'answered'
  } catch (error) {
    if (!isFinal(error)) throw error
    return 'refused'
  }
}

/** The same reaction twice is one reaction on GitHub. Below zero, the issue itself is what is answered. */
async function react(work: Replying, { repository, issue }: ReplyRow, content: '+1'): Promise<void> {
  const { owner, name } = repositoryNamed(repository)
  const mark = { owner, repo: name, content }
  await (work.comment < 0
    ? work.octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/reactions', {
        ...mark,
        issue_number: issue,
      })
    : work.octokit.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
        ...mark,
        comment_id: work.comment,
      }))
  await record(work, { reacted: true })
}

async function reply(work: Replying, row: ReplyRow, text: string): Promise<void> {
  const thread: Issue = { repository: repositoryNamed(row.repository), issue: row.issue }
  const marker = `<!-- tributary:reply:${work.comment} -->`
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

async function record({ queries, comment }: Replying, change: Partial<ReplyRow>): Promise<void> {
  await noteReply(queries, comment, change)
}
