import type { Rao } from '../../mechanisms/money.ts'
import type { FormProblem } from '../kit/handler.ts'
import { parseTao } from '../kit/parse/amount.ts'
import { cleanLine } from '../kit/parse/clean-text.ts'
import { answersIn, labelsIn } from '../kit/parse/form.ts'
import { notParsed, type Parsed } from '../kit/parse/parsed.ts'
import { parseDuration } from '../kit/yaml/quantity.ts'

/** What the form of a task asks (rule T2). */
interface TaskForm {
  readonly role: string
  readonly reward: Rao
  /** How long it is open, milliseconds. */
  readonly length: number
  /** What is to be done: the issue shows it. */
  readonly work: string
}

type Field = keyof TaskForm

interface FieldReader<T> {
  readonly id: string
  /** The most characters of the answer. */
  readonly limit: number
  readonly read: (answer: string) => Parsed<T>
}

const FIELDS: { readonly [F in Field]: FieldReader<TaskForm[F]> } = {
  role: { id: 'role', limit: 100, read: readRole },
  reward: { id: 'reward', limit: 100, read: readReward },
  length: { id: 'deadline', limit: 100, read: readLength },
  work: { id: 'work', limit: 60_000, read: (value) => ({ ok: true, value }) },
}

const NAMES = Object.keys(FIELDS) as Field[]

const LABELS = labelsIn(
  new URL('../../../templates/home/scaffold/.github/ISSUE_TEMPLATE/task.yml', import.meta.url),
  FIELDS,
)

type ParsedTask =
  | { readonly ok: true; readonly task: TaskForm }
  | { readonly ok: false; readonly problems: readonly FormProblem[] }

/** Whether a body is the form's, filled in well or not: it names a reward and how long the task is open. */
export function isTaskForm(body: string): boolean {
  const answers = answersIn(body, LABELS)
  return answers.has('reward') && answers.has('length')
}

/** Reads the body of an issue as GitHub renders the form. */
export function parseTask(body: string): ParsedTask {
  const answers = answersIn(body, LABELS)
  const task: Partial<Record<Field, unknown>> = {}
  const problems: FormProblem[] = []
  for (const field of NAMES) {
    const parsed = readField(field, answers.get(field) ?? [])
    if (parsed.ok) task[field] = parsed.value
    else problems.push({ field, label: LABELS[field], reason: parsed.reason })
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, task: task as TaskForm }
}

function readField(field: Field, [answer, another]: readonly string[]): Parsed<TaskForm[Field]> {
  if (answer === undefined || answer === '' || answer === '_No response_')
    return notParsed('There is no answer: write one below the heading.')
  if (another !== undefined) return notParsed('The heading is there more than once: leave only one.')
  const { limit, read } = FIELDS[field]
  if (answer.length > limit) return notParsed(`Shorten the answer to ${limit} characters at most.`)
  return read(answer)
}

function readRole(answer: string): Parsed<string> {
  return { ok: true, value: cleanLine(answer).replaceAll('`', '').toLowerCase() }
}

/** Rao. Less is not worth the payment. */
const LEAST_REWARD = 10_000_000n

function readReward(answer: string): Parsed<Rao> {
  const parsed = parseTao(answer)
  if (!parsed.ok || parsed.value >= LEAST_REWARD) return parsed
  return notParsed('A reward is 0.01 TAO at least.')
}

/** Milliseconds. Everybody has a day to see a task, to submit and to score. */
const [SHORTEST, LONGEST] = [86_400_000, 90 * 86_400_000]

function readLength(answer: string): Parsed<number> {
  const parsed = parseDuration(cleanLine(answer))
  if (!parsed.ok || (parsed.value >= SHORTEST && parsed.value <= LONGEST)) return parsed
  return notParsed('A task is open for at least a day, and for 90 days at most.')
}
