import { createHash } from 'node:crypto'
import type { Surface } from '../ledger/surfaces.ts'
import { noteBody } from '../ledger/touched.ts'
import { findOwnComment, isFinal, postComment, statusOf } from './api.ts'
import { readSurface, record, type SurfaceTarget } from './rows.ts'
import { showLabels } from './show-labels.ts'
import type { Thread } from './thread.ts'

export interface Reconciling extends SurfaceTarget {
  /** By which the App knows its own comments. */
  readonly appId: number
  readonly desired: Thread
}

/**
 * Makes one issue show what it should: the sticky comment, our labels, open or closed. It sends only what differs from what was shown
 * last, and records each part as soon as GitHub has it. So a crash at any point repeats nothing. An issue that was deleted
 * shows nothing. Whatever else GitHub refuses is recorded and thrown: the job is tried again, for what is forbidden may be allowed again.
 */
export async function reconcileThread(work: Reconciling): Promise<'shown' | 'gone'> {
  try {
    await showBody(work)
    await showLabels(work, await readSurface(work))
    await showState(work, await readSurface(work))
  } catch (error) {
    if (!isFinal(error)) throw error
    const { failures } = await readSurface(work)
    await record(work, {
      failures: failures + 1,
      error: `${statusOf(error)} ${(error as Error).message}`,
    })
    if (statusOf(error) === GONE) return 'gone'
    throw error
  }
  if ((await readSurface(work)).error !== null) await record(work, { failures: 0, error: null })
  return 'shown'
}

/** GitHub's answer about an issue that was deleted, and will not come back. */
const GONE = 410

async function showBody(work: Reconciling): Promise<void> {
  const marker = `<!-- tributary:sticky:${work.subject} -->`
  const body = `${work.desired.body}\n${marker}`
  const applied = createHash('sha256').update(body).digest('hex')
  const { commentId, applied: before, posting } = await readSurface(work)
  if (commentId !== null && before === applied && !posting) return
  const known = posting ? await adopt(work, marker, commentId) : commentId
  if (known === null || !(await edit(work, known, body))) {
    if (known !== null) await expectGone(work, marker)
    await post(work, body)
  }
  await noteBody(work.queries, work.subject, { before, applied })
}

/** A post was begun and its answer never recorded: the comment may be there, newer than the one that is known. */
async function adopt(work: Reconciling, marker: string, known: number | null): Promise<number | null> {
  const commentId = await findOwnComment(work.octokit, work.appId, work, marker)
  if (commentId !== null) await record(work, { commentId, posting: false })
  return commentId ?? known
}

/** A comment that GitHub did not find, and lists all the same, is there: it is tried again later, and not posted twice. */
async function expectGone(work: Reconciling, marker: string): Promise<void> {
  const listed = await findOwnComment(work.octokit, work.appId, work, marker)
  if (listed === null) return
  await record(work, { commentId: listed })
  throw new Error(`GitHub did not find comment ${listed}, but lists it`)
}

/** False where GitHub does not find the comment: most likely somebody has deleted it. */
async function edit({ octokit, repository }: Reconciling, commentId: number, body: string): Promise<boolean> {
  try {
    await octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      owner: repository.owner,
      repo: repository.name,
      comment_id: commentId,
      body,
    })
    return true
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw error
  }
}

async function post(work: Reconciling, body: string): Promise<void> {
  await record(work, { posting: true })
  try {
    const commentId = await postComment(work.octokit, work, body)
    await record(work, { commentId, posting: false })
  } catch (error) {
    // Refused means not posted: there is nothing to look for later.
    if (isFinal(error)) await record(work, { posting: false })
    throw error
  }
}

async function showState(work: Reconciling, surface: Surface): Promise<void> {
  const { closed } = work.desired
  if (closed === (surface.closed ?? false)) return
  await work.octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
    owner: work.repository.owner,
    repo: work.repository.name,
    issue_number: work.issue,
    ...(closed
      ? { state: 'closed', state_reason: 'not_planned' }
      : { state: 'open', state_reason: 'reopened' }),
  })
  await record(work, { closed })
}
