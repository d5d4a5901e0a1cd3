import { teamOf } from '../../mechanisms/streams/names.ts'
import type { Homes } from '../home/ports.ts'
import { isIssuesPayload } from '../kit/check-payload.ts'
import { type Effect, type Handling, NOTHING } from '../kit/handler.ts'
import { cleanLine } from '../kit/parse/clean-text.ts'
import { type IssuesPayload, millisecondsOf, personOf } from '../kit/payload.ts'
import { saidIn, targetOf } from '../kit/places.ts'
import type { IncidentElectorate } from '../probation/ports.ts'
import { isTaskForm, parseTask } from './form.ts'
import type { TaskFacts } from './ports.ts'

/** Issues in a subnet's home that carry it are tasks. The form puts it on only where the repository has it. */
const TASK_LABEL = 'task'
const LONGEST_TITLE = 200

type Needs = Homes & IncidentElectorate & TaskFacts

/** Rule T2: an issue in a subnet's home that was opened by the form of tasks. */
export async function handleTaskIssue(payload: unknown, ports: Needs): Promise<Handling> {
  if (!isIssuesPayload(payload) || payload.action !== 'opened') return NOTHING
  const { issue } = payload
  const isTask = issue.labels?.some(({ name }) => name === TASK_LABEL) || isTaskForm(issue.body ?? '')
  if (issue.pull_request || !isTask) return NOTHING
  const stream = await ports.subnetAt(payload.repository.id)
  if (stream === null) return NOTHING
  const effects = await openTask(payload, stream, ports)
  return { effects, replyTo: targetOf(payload), said: saidIn(payload) }
}

async function openTask({ issue }: IssuesPayload, stream: string, ports: Needs): Promise<Effect[]> {
  const opener = personOf(issue.user)
  if (!opener || issue.user?.type !== 'User') return []
  const parsed = parseTask(issue.body ?? '')
  if (!parsed.ok) return [{ kind: 'answer', answer: { kind: 'task-problems', problems: parsed.problems } }]
  const { work: _, ...asked } = parsed.task
  const electorate = await ports.electorateOf(stream)
  const command = {
    type: 'OpenTask',
    ...asked,
    issue: issue.number,
    title: cleanLine(issue.title ?? '').slice(0, LONGEST_TITLE),
    opener,
    isValidator: electorate.some(({ user }) => user === opener.id),
    free: await ports.freeIn(stream),
    at: millisecondsOf(issue.created_at),
    source: { kind: 'issue', issue: issue.number },
  } as const
  return [{ kind: 'command', stream: teamOf(stream), command }]
}
