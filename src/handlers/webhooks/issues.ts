import { subnetStream } from '../../mechanisms/subnet/state.ts'
import { openIdea, problemsEffect, readIdea } from '../idea/open-idea.ts'
import { type Handling, NOTHING, type Place, type Ports } from '../kit/handler.ts'
import { type IssuesPayload, isIssuesPayload, millisecondsOf, repositoryOf } from '../kit/payload.ts'
import { openIncident } from '../probation/incident.ts'

/** An issue was opened, edited, closed or deleted. */
export async function handleIssues(payload: unknown, ports: Ports): Promise<Handling> {
  if (!isIssuesPayload(payload)) return NOTHING
  const home = await ports.subnetAt(payload.repository.id)
  if (home !== null) return { effects: await openIncident(payload, home, ports), place: placeOf(payload) }
  switch (payload.action) {
    case 'opened':
      return { effects: await openIdea(payload, ports), place: placeOf(payload) }
    case 'edited':
      return edited(payload, ports)
    case 'closed':
    case 'deleted':
      return withdrawn(payload, ports)
    default:
      return NOTHING
  }
}

/** An edit can make a form whole that was not; a known idea is revised, or its author told why not. */
async function edited(payload: IssuesPayload, ports: Ports): Promise<Handling> {
  const stream = subnetStream(payload.repository.id, payload.issue.number)
  const place = placeOf(payload)
  if (!(await ports.isKnown(stream))) return { effects: await openIdea(payload, ports), place }
  const read = await readIdea(payload, ports)
  if (!read.ok) return { effects: problemsEffect(read.problems), place }
  const command = { type: 'EditIdea', terms: read.terms, ...occurrence(payload) } as const
  return { effects: [{ kind: 'subnet', stream, command }], place: null }
}

/** What the App closes itself it does not take for a person's wish. */
async function withdrawn(payload: IssuesPayload, ports: Ports): Promise<Handling> {
  const stream = subnetStream(payload.repository.id, payload.issue.number)
  if (payload.sender.type !== 'User' || !(await ports.isKnown(stream))) return NOTHING
  const command = { type: 'WithdrawIdea', ...occurrence(payload) } as const
  return { effects: [{ kind: 'subnet', stream, command }], place: null }
}

const occurrence = ({ issue }: IssuesPayload) =>
  ({ at: millisecondsOf(issue.updated_at), source: { kind: 'issue', issue: issue.number } }) as const

const placeOf = (payload: IssuesPayload): Place => ({
  repository: repositoryOf(payload),
  installation: payload.installation.id,
  issue: payload.issue.number,
  comment: -payload.issue.id,
})
