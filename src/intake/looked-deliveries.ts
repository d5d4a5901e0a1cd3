import type { Arrival } from '../ledger/deliveries.ts'
import type { LookedAt } from '../ledger/looked.ts'
import { occurred } from './occurred.ts'

/** One thing that GitHub lists, as it came: what is read of it here is all that is known. */
export interface Listed {
  readonly id: number
  readonly number?: number
  readonly user: { readonly id: number; readonly type: string } | null
  readonly body?: string | null
  readonly created_at: string
  readonly updated_at: string
  readonly submitted_at?: string
  readonly html_url?: string
  readonly issue_url?: string
  readonly pull_request_url?: string
  readonly pull_request?: unknown
  readonly merged_at?: string | null
  readonly base?: { readonly repo?: { readonly default_branch?: string } | null }
}

/**
 * An issue of a market or a home. What was edited and what was opened read alike where the idea is known. In a home whatever was
 * answered before can only have been edited.
 */
export function issueDelivery(at: LookedAt, issue: Listed, wasAnswered: boolean): Arrival | null {
  if (issue.pull_request || !issue.user) return null
  const action = at.isHome && !wasAnswered ? 'opened' : 'edited'
  return arrival(at, 'issues', { action, issue, sender: issue.user }, `${issue.id}:${issue.updated_at}`)
}

/** A delivery of a pull request tells the whole of it, whatever happened. */
export function pullDelivery(at: LookedAt, pull: Listed, since: number): Arrival {
  const repository = { default_branch: pull.base?.repo?.default_branch }
  const action = Date.parse(pull.created_at) >= since ? 'opened' : 'listed'
  const pull_request = { ...pull, merged: (pull.merged_at ?? null) !== null }
  return arrival(at, 'pull_request', { action, pull_request, repository }, `${pull.id}:${pull.updated_at}`)
}

/** What may hold commands: null of what a bot wrote. */
export function commentDelivery(at: LookedAt, comment: Listed): Arrival | null {
  if (!mayCommand(comment)) return null
  const issue = {
    number: numberIn(comment.issue_url),
    ...(comment.html_url?.includes('/pull/') && { pull_request: {} }),
  }
  return arrival(at, 'issue_comment', { ...written(comment), issue, comment }, String(comment.id))
}

export function reviewCommentDelivery(at: LookedAt, comment: Listed): Arrival | null {
  if (!mayCommand(comment)) return null
  const pull_request = { number: numberIn(comment.pull_request_url) }
  const payload = { ...written(comment), pull_request, comment }
  return arrival(at, 'pull_request_review_comment', payload, String(comment.id))
}

/** A review says nothing of edits. */
export function reviewDelivery(at: LookedAt, pull: number, review: Listed): Arrival | null {
  if (!mayCommand(review) || !review.submitted_at) return null
  const payload = { action: 'submitted', sender: review.user, pull_request: { number: pull }, review }
  return arrival(at, 'pull_request_review', payload, String(review.id))
}

const mayCommand = ({ user, body }: Listed): boolean => user?.type === 'User' && (body ?? '').includes('/')

/** Of an edited one nobody knows what stood there before: its commands are not carried out, and its author is told. */
const written = ({ created_at, updated_at, user }: Listed) =>
  created_at === updated_at
    ? { action: 'created', sender: user }
    : { action: 'edited', sender: user, changes: { body: { from: '' } } }

const numberIn = (url: string | undefined): number => Number(url?.slice(url.lastIndexOf('/') + 1))

function arrival(at: LookedAt, event: string, payload: Record<string, unknown>, what: string): Arrival {
  const repository = {
    id: at.id,
    name: at.name,
    owner: { login: at.owner },
    ...(payload.repository as object | undefined),
  }
  const whole = { ...payload, installation: { id: at.installation }, repository }
  const body = Buffer.from(JSON.stringify(whole))
  return { id: `looked:${at.id}:${event}:${what}`, event, ...occurred(event, whole, Date.now()), body }
}
