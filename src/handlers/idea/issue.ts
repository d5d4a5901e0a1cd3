import { subnetStream } from '../../mechanisms/subnet/state.ts'
import type { Homes } from '../home/ports.ts'
import { isIssuesPayload } from '../kit/check-payload.ts'
import { type Handling, NOTHING } from '../kit/handler.ts'
import { type IssuesPayload, millisecondsOf } from '../kit/payload.ts'
import { targetOf } from '../kit/places.ts'
import type { Markets } from '../market/ports.ts'
import { earlierHashesOf } from './body-hash.ts'
import { movedAway, movedFrom, placeOf } from './moved.ts'
import { openIdea, problemsEffect, readIdea } from './open-idea.ts'
import type { Ideas } from './ports.ts'

/** An issue was opened, edited, closed or deleted: everywhere but in a subnet's home it is an idea. */
export async function handleIdeaIssue(payload: unknown, ports: Homes & Ideas & Markets): Promise<Handling> {
  if (!isIssuesPayload(payload) || (await ports.subnetAt(payload.repository.id)) !== null) return NOTHING
  switch (payload.action) {
    case 'opened':
      return opened(payload, ports)
    case 'transferred':
      return transferred(payload)
    case 'edited':
      return edited(payload, ports)
    case 'closed':
    case 'deleted':
      return withdrawn(payload, ports)
    default:
      return NOTHING
  }
}

/** An issue that was moved in from where its idea lives on opens none: what was billed there is not billed again. */
async function opened(payload: IssuesPayload, ports: Ideas & Markets): Promise<Handling> {
  const replyTo = targetOf(payload)
  const moved = movedFrom(payload)
  if (!moved) return { effects: await openIdea(payload, ports, openedAt(payload)), replyTo }
  const { stream: from, name } = moved
  const lives = (await ports.isAlive(from)) || (await ports.ideaBehind(from)) !== null
  const here = { kind: 'moved', stream: from, to: placeOf(payload), at: movedAt(payload) } as const
  const answer = { kind: 'answer', answer: { kind: 'moved-here', from: name } } as const
  return {
    effects: [here, ...(lives ? [answer] : await openIdea(payload, ports, openedAt(payload)))],
    replyTo,
  }
}

const movedAt = ({ issue }: IssuesPayload): number => millisecondsOf(issue.updated_at)

/** The repository that it left says where it went. */
function transferred(payload: IssuesPayload): Handling {
  const to = movedAway(payload)
  const stream = subnetStream(payload.repository.id, payload.issue.number)
  return to ? { effects: [{ kind: 'moved', stream, to, at: movedAt(payload) }], replyTo: null } : NOTHING
}

/** An edit can make a form whole that was not; a known idea is revised, or its author told why not. */
async function edited(payload: IssuesPayload, ports: Ideas & Markets): Promise<Handling> {
  const stream = await streamOf(payload, ports)
  const replyTo = targetOf(payload)
  if (!(await ports.isKnown(stream))) {
    const { created_at, updated_at } = payload.issue
    const wholeSince = (await wasWhole(payload, ports)) ? created_at : updated_at
    return { effects: await openIdea(payload, ports, wholeSince), replyTo }
  }
  const read = await readIdea(payload, ports)
  if (!read.ok) return { effects: problemsEffect(read.problems), replyTo }
  const earlierHashes = earlierHashesOf(payload.issue.body ?? '')
  const command = {
    type: 'EditIdea',
    terms: read.terms,
    earlierHashes,
    isChange: Boolean(payload.changes),
    ...occurrence(payload),
  } as const
  return { effects: [{ kind: 'command', stream, command }], replyTo: null }
}

/** An issue that is moved in keeps the time at which it was made elsewhere. */
const openedAt = ({ changes, issue }: IssuesPayload): string =>
  changes?.old_issue ? issue.updated_at : issue.created_at

/** Whether the form was whole before this edit, which is then heard before its opening was: an edit of the title leaves the form. */
async function wasWhole(payload: IssuesPayload, ports: Markets): Promise<boolean> {
  const { changes, issue } = payload
  if (!changes) return false
  if (!changes.body) return Boolean(changes.title)
  return (await readIdea({ ...payload, issue: { ...issue, body: changes.body.from ?? '' } }, ports)).ok
}

/** What the App closes itself it does not take for a person's wish. */
async function withdrawn(payload: IssuesPayload, ports: Ideas): Promise<Handling> {
  const stream = await streamOf(payload, ports)
  if (payload.sender.type !== 'User' || !(await ports.isKnown(stream))) return NOTHING
  const command = { type: 'WithdrawIdea', ...occurrence(payload) } as const
  return { effects: [{ kind: 'command', stream, command }], replyTo: null }
}

/** Of an issue that was moved in, the stream in which its idea lives on. */
async function streamOf({ repository, issue }: IssuesPayload, ports: Ideas): Promise<string> {
  const own = subnetStream(repository.id, issue.number)
  return (await ports.ideaBehind(own)) ?? own
}

const occurrence = ({ issue }: IssuesPayload) =>
  ({ at: millisecondsOf(issue.updated_at), source: { kind: 'issue', issue: issue.number } }) as const
