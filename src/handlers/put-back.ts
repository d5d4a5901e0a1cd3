import { isOurs } from '../github/labels.ts'
import type { Writing } from '../ledger/ledger.ts'
import { noteWanted } from '../ledger/outstanding.ts'
import { noteEdited } from '../ledger/replies.ts'
import { noteRerequested, noteTouched, type TouchedIssue } from '../ledger/touched.ts'
import { subnetStream } from '../mechanisms/subnet/state.ts'
import type { Homes } from './home/ports.ts'
import { isIssuesPayload } from './kit/check-payload.ts'
import { type Effect, type Handling, NOTHING } from './kit/handler.ts'
import type { CommentPayload, Common } from './kit/payload.ts'
import { incidentSubject } from './probation/incident.ts'

/** Our own edits come back as deliveries, too: their sender is the author. */
export const isTouchedByOther = ({ action, comment, sender }: CommentPayload): boolean =>
  (action === 'edited' || action === 'deleted') &&
  comment.user.type === 'Bot' &&
  sender.id !== comment.user.id

/** Somebody edited or deleted what a bot wrote: if it is our sticky comment, it is put back. */
export async function handleTouchedComment(payload: CommentPayload, ports: Homes): Promise<Handling> {
  const kind = payload.action === 'deleted' ? 'deleted' : 'edited'
  const home = await ports.subnetAt(payload.repository.id)
  return handlingOf(payload, { kind, comment: payload.comment.id }, home)
}

/**
 * A person put on or took off a label of ours. Bots are not heard here: our own changes are a bot's, and two that
 * disagree would undo each other without an end.
 */
export async function handleTouchedLabel(payload: unknown, ports: Homes): Promise<Handling> {
  if (!isIssuesPayload(payload) || payload.sender.type !== 'User') return NOTHING
  const { action, label } = payload
  const name = label?.name ?? ''
  if (action !== 'labeled' && action !== 'unlabeled') return NOTHING
  if (!isOurs(name, true)) return NOTHING
  const home = await ports.subnetAt(payload.repository.id)
  return isOurs(name, home !== null) ? handlingOf(payload, { kind: action, label: name }, home) : NOTHING
}

function handlingOf(
  { repository, issue }: Common & { readonly issue: { readonly number: number } },
  touched: TouchedIssue,
  home: string | null,
): Handling {
  const place =
    home === null
      ? { stream: subnetStream(repository.id, issue.number), incident: null }
      : { stream: home, incident: issue.number }
  return { effects: [{ kind: 'touched', ...place, touched }], replyTo: null }
}

/**
 * What GitHub shows now is noted, and made again what it should be. Nothing where we show nothing there. What somebody changes again and again is left
 * to the next sweep: answers what that is.
 */
export async function putBack(
  writing: Writing,
  { stream, incident, touched }: Effect & { kind: 'touched' },
): Promise<string | null> {
  if (touched.kind === 'rerequested') return checkAgain(writing, stream, touched.head)
  const subject = incident === null ? stream : incidentSubject(stream, incident)
  const follows = await noteTouched(writing.queries, subject, touched)
  if (follows === 'fought') await showLater(writing, stream, incident)
  else if (follows === 'put back') await showNow(writing, stream, incident)
  else if (touched.kind === 'edited') await sayAgain(writing, touched.comment)
  return follows === 'fought' ? subject : null
}

async function showNow(writing: Writing, stream: string, incident: number | null): Promise<void> {
  if (incident === null) await writing.showThread(stream)
  else await writing.enqueue('incident', `${stream}:${incident}`, { stream, issue: incident })
}

/** Without a job: the sweep makes one. */
async function showLater({ queries }: Writing, stream: string, incident: number | null): Promise<void> {
  if (incident === null) await noteWanted(queries, [{ queue: 'thread', key: stream, data: { stream } }])
  else {
    const data = { stream, issue: incident }
    await noteWanted(queries, [{ queue: 'incident', key: `${stream}:${incident}`, data }])
  }
}

/** A reply that somebody edited says again what is true. One that was deleted stays so. */
async function sayAgain(writing: Writing, comment: number): Promise<void> {
  const answered = await noteEdited(writing.queries, comment)
  if (answered) await writing.enqueue('reply', `${answered.kind}:${answered.comment}`, answered)
}

async function checkAgain(writing: Writing, stream: string, head: string): Promise<null> {
  const isShown = await noteRerequested(writing.queries, stream, head)
  if (isShown) await writing.enqueue('checks', stream, { stream })
  return null
}
