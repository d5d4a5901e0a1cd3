import type { Person } from '../../mechanisms/kernel/occurrence.ts'
import { teamOf } from '../../mechanisms/streams/names.ts'
import type { Homes } from '../home/ports.ts'
import { isIssuesPayload } from '../kit/check-payload.ts'
import { type Effect, type FormProblem, type Handling, NOTHING } from '../kit/handler.ts'
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

/** Rule T2: an issue in a subnet's home that was made by the form of tasks, moved in, or mended by an edit. */
export async function handleTaskIssue(payload: unknown, ports: Needs): Promise<Handling> {
  if (!isIssuesPayload(payload) || payload.issue.pull_request) return NOTHING
  if (payload.action !== 'opened' && payload.action !== 'edited') return NOTHING
  const stream = await ports.subnetAt(payload.repository.id)
  if (stream === null) return NOTHING
  if (await ports.wasTask(stream, payload.issue.number)) return known(payload)
  return isTask(payload) ? handling(payload, await openTask(payload, stream, ports)) : NOTHING
}

/** What was promised once stays as it was, and whoever edits it is told. That it was opened can be heard again, also after its end. */
function known(payload: IssuesPayload): Handling {
  const isTold = payload.action === 'edited' && (payload.changes?.body || payload.changes?.title)
  return isTold ? handling(payload, [refused]) : NOTHING
}

const isTask = ({ issue }: IssuesPayload): boolean =>
  issue.labels?.some(({ name }) => name === TASK_LABEL) || isTaskForm(issue.body ?? '')

/** What is answered to an issue follows its last edit. */
const handling = (payload: IssuesPayload, effects: Effect[]): Handling => ({
  effects,
  replyTo: targetOf(payload),
  said: saidIn(payload),
  ...(payload.action === 'edited' && { isAnew: true }),
})

const refused = {
  kind: 'answer',
  answer: { kind: 'refusal', refusal: { code: 'task-known', facts: {} } },
} as const

async function openTask(payload: IssuesPayload, stream: string, ports: Needs): Promise<Effect[]> {
  const { issue } = payload
  const author = authorOf(payload)
  if ('reason' in author) return isTaskForm(issue.body ?? '') ? problems(author) : []
  const parsed = parseTask(issue.body ?? '')
  if (!parsed.ok) return problems(...parsed.problems)
  const { work: _, ...asked } = parsed.task
  const said = { at: saidAt(payload), source: { kind: 'issue', issue: issue.number } } as const
  const command = {
    type: 'OpenTask',
    ...asked,
    issue: issue.number,
    title: cleanLine(issue.title ?? '').slice(0, LONGEST_TITLE),
    opener: author,
    isValidator: await ports.isValidator(stream, author.id, said),
    free: await ports.freeIn(stream),
    ...said,
  } as const
  return [{ kind: 'command', stream: teamOf(stream), command }]
}

const problems = (...found: readonly FormProblem[]): Effect[] => [
  { kind: 'answer', answer: { kind: 'task-problems', problems: found } },
]

/** Whoever opens a task promises its reward: a bot cannot, and nobody can for somebody else. */
function authorOf({ action, issue, sender }: IssuesPayload): Person | FormProblem {
  const person = personOf(issue.user)
  if (!person) return { ...AUTHOR, reason: GONE }
  if (issue.user?.type !== 'User') return { ...AUTHOR, reason: BOT }
  return action === 'edited' && sender.id !== person.id ? { ...AUTHOR, reason: SOMEBODY_ELSE } : person
}

const AUTHOR = { field: 'opener', label: 'Who opens it' } as const
const GONE = 'The account that opened this issue is gone. Open a new issue with the form.'
const BOT = 'A bot opens no task. Open a new issue with the form yourself.'
const SOMEBODY_ELSE =
  'Somebody else edited the form. Whoever opened the issue edits it once more, or you open one of your own.'

/** A task runs from when its form came to what it is, here: an issue that is moved in keeps the time at which it was made elsewhere. */
const saidAt = ({ action, changes, issue }: IssuesPayload): number =>
  millisecondsOf(action === 'edited' || changes?.old_issue ? issue.updated_at : issue.created_at)
