import { subnetStream } from '../../mechanisms/subnet/state.ts'
import { type Heard, hear, hearEdit } from '../hear.ts'
import { openIdea } from '../idea/open-idea.ts'
import { isByPerson } from '../kit/by-person.ts'
import { hasIssue, isCommentPayload } from '../kit/check-payload.ts'
import { type Effect, type Handling, NOTHING } from '../kit/handler.ts'
import { type CommentPayload, millisecondsOf, repositoryOf } from '../kit/payload.ts'
import type { Ports } from '../ports.ts'
import { handleTouchedComment, isTouchedByOther } from '../put-back.ts'

/** A comment was written or edited below an issue or a pull request. */
export async function handleIssueComment(payload: unknown, ports: Ports): Promise<Handling> {
  if (!isCommentPayload(payload)) return NOTHING
  if (isTouchedByOther(payload)) return handleTouchedComment(payload, ports)
  if (!isByPerson(payload.comment, payload.sender)) return NOTHING
  if (payload.action === 'edited') return hearEdit(heardOf(payload), payload.changes?.body?.from)
  if (payload.action !== 'created') return NOTHING
  const heard = await hear(heardOf(payload), ports)
  if (!heard.replyTo) return NOTHING
  return { ...heard, effects: [...(await openFirst(payload, ports)), ...heard.effects] }
}

/** A comment can arrive before its issue: then the idea is opened from what the comment's delivery says of it. */
async function openFirst(payload: CommentPayload, ports: Ports): Promise<Effect[]> {
  const { repository, issue } = payload
  if (!hasIssue(payload) || (await ports.subnetAt(repository.id)) !== null) return []
  if (await ports.isKnown(subnetStream(repository.id, issue.number))) return []
  const effects = await openIdea(payload, ports)
  return effects.filter((effect) => effect.kind === 'command')
}

const heardOf = (payload: CommentPayload): Heard => ({
  kind: 'comment',
  id: payload.comment.id,
  body: payload.comment.body ?? '',
  person: { id: payload.comment.user.id, login: payload.comment.user.login },
  at: millisecondsOf(payload.comment.created_at),
  repository: repositoryOf(payload),
  installation: payload.installation.id,
  issue: payload.issue.number,
  isPull: Boolean(payload.issue.pull_request),
  head: null,
})
