import { type Heard, hear, hearEdit } from '../hear.ts'
import { isByPerson } from '../kit/by-person.ts'
import { isReviewCommentPayload, isReviewPayload } from '../kit/check-payload.ts'
import { type Handling, NOTHING } from '../kit/handler.ts'
import {
  millisecondsOf,
  type ReviewCommentPayload,
  type ReviewPayload,
  repositoryOf,
} from '../kit/payload.ts'
import type { Ports } from '../ports.ts'

/** A review was submitted or edited: what stands above its comments is heard, for the head that was reviewed. */
export async function handleReview(payload: unknown, ports: Ports): Promise<Handling> {
  if (!isReviewPayload(payload) || !isByPerson(payload.review, payload.sender)) return NOTHING
  const { id, submitted_at, commit_id, ...review } = payload.review
  const heard = {
    ...below(payload),
    ...saidBy(review),
    kind: 'review',
    id,
    at: millisecondsOf(submitted_at),
    head: commit_id,
  } as const
  return heardBy(payload, heard, 'submitted', ports)
}

/** A comment on a line was written or edited, alone or in a review. */
export async function handleReviewComment(payload: unknown, ports: Ports): Promise<Handling> {
  if (!isReviewCommentPayload(payload) || !isByPerson(payload.comment, payload.sender)) return NOTHING
  const { id, created_at, original_commit_id, ...comment } = payload.comment
  const heard = {
    ...below(payload),
    ...saidBy(comment),
    kind: 'review-comment',
    id,
    at: millisecondsOf(created_at),
    head: original_commit_id,
  } as const
  return heardBy(payload, heard, 'created', ports)
}

type Payload = ReviewPayload | ReviewCommentPayload

async function heardBy(
  { action, changes }: Payload,
  heard: Heard,
  born: string,
  ports: Ports,
): Promise<Handling> {
  if (action === 'edited') return hearEdit(heard, changes?.body?.from)
  return action === born ? hear(heard, ports) : NOTHING
}

const saidBy = ({ body, user }: Pick<ReviewPayload['review'], 'body' | 'user'>) => ({
  body: body ?? '',
  person: { id: user.id, login: user.login },
})

const below = (payload: Payload) => ({
  repository: repositoryOf(payload),
  installation: payload.installation.id,
  issue: payload.pull_request.number,
  isPull: true,
})
