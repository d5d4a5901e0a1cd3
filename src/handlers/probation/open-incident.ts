import type { Coldkeys } from '../account/ports.ts'
import type { Homes } from '../home/ports.ts'
import { isIssuesPayload } from '../kit/check-payload.ts'
import { type Effect, type Handling, NOTHING } from '../kit/handler.ts'
import { cleanLine } from '../kit/parse/clean-text.ts'
import { type IssuesPayload, millisecondsOf, personOf } from '../kit/payload.ts'
import { saidIn, targetOf } from '../kit/places.ts'
import type { IncidentElectorate } from './ports.ts'

/** Issues in a subnet's home that carry it are incidents; the scaffold's form puts it on. */
export const INCIDENT_LABEL = 'incident'

type Needs = Coldkeys & Homes & IncidentElectorate

/** Something happened to an issue in a subnet's home: it may be an incident. */
export async function handleIncidentIssue(payload: unknown, ports: Needs): Promise<Handling> {
  if (!isIssuesPayload(payload)) return NOTHING
  const stream = await ports.subnetAt(payload.repository.id)
  if (stream === null) return NOTHING
  const effects = await openIncident(payload, stream, ports)
  return { effects, replyTo: targetOf(payload), said: saidIn(payload) }
}

/** Rule L3: an issue in a subnet's home that has, or is given, the label. What else is written there is nobody's business. */
async function openIncident(
  { action, issue, label }: IssuesPayload,
  stream: string,
  ports: Needs,
): Promise<Effect[]> {
  const opener = personOf(issue.user)
  if (issue.pull_request || !opener || issue.user?.type !== 'User') return []
  const isOpened = action === 'opened' && issue.labels?.some(({ name }) => name === INCIDENT_LABEL)
  const isLabelled = action === 'labeled' && label?.name === INCIDENT_LABEL
  if (!isOpened && !isLabelled) return []
  const said = {
    at: millisecondsOf(isOpened ? issue.created_at : issue.updated_at),
    source: { kind: 'issue', issue: issue.number },
  } as const
  const command = {
    type: 'OpenIncident',
    issue: issue.number,
    opener,
    openerColdkey: await ports.coldkeyWhen(opener.id, said),
    reason: cleanLine(issue.title ?? ''),
    electorate: await ports.electorateOf(stream, said),
    ...said,
  } as const
  return [{ kind: 'command', stream, command }]
}
