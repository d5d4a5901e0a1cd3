import type { Rao } from '../../mechanisms/money.ts'
import type { FormProblem } from '../kit/handler.ts'
import { parseTao } from '../kit/parse/amount.ts'
import { cleanLine } from '../kit/parse/clean-text.ts'
import { answersIn, labelsIn } from '../kit/parse/form.ts'
import { notParsed, type Parsed } from '../kit/parse/parsed.ts'
import { MAXIMUM_LINK_LENGTH, parseArticleLink } from '../link/article-link.ts'

/** What the idea form asks (rule M1), cleaned of invisible characters. */
interface IdeaForm {
  readonly title: string
  /** https, canonical, without fragment. */
  readonly link: string
  readonly inefficiency: string
  readonly solution: string
  /** The first sketch of an incentive mechanism. */
  readonly mechanism: string
  readonly roles: readonly string[]
  readonly target: Rao
}

export type IdeaField = keyof IdeaForm

export type ParsedIdea =
  | { readonly ok: true; readonly idea: IdeaForm }
  /** None of the headings of the form is there. */
  | { readonly ok: false; readonly kind: 'not-an-idea' }
  | { readonly ok: false; readonly kind: 'problems'; readonly problems: readonly FormProblem<IdeaField>[] }

/** In the form's order: the field's id there, and the most characters of its answer. GitHub takes 65,536 for all. */
const FIELDS: { readonly [Field in IdeaField]: FieldReader<IdeaForm[Field]> } = {
  title: { id: 'problem', limit: 200, read: readLine },
  link: { id: 'link', limit: MAXIMUM_LINK_LENGTH, read: parseArticleLink },
  inefficiency: { id: 'inefficiency', limit: 15_000, read: readText },
  solution: { id: 'solution', limit: 15_000, read: readText },
  mechanism: { id: 'mechanism', limit: 15_000, read: readText },
  roles: { id: 'roles', limit: 2_000, read: readRoles },
  target: { id: 'target', limit: 100, read: parseTao },
}

interface FieldReader<T> {
  readonly id: string
  readonly limit: number
  readonly read: (answer: string) => Parsed<T>
}

const FIELD_NAMES = Object.keys(FIELDS) as IdeaField[]

/** The questions as the form words them: GitHub makes them the headings of the issue. */
export const IDEA_LABELS: Readonly<Record<IdeaField, string>> = labelsIn(
  new URL('../../../templates/idea/market/.github/ISSUE_TEMPLATE/idea.yml', import.meta.url),
  FIELDS,
)

/** Reads the body of an issue as GitHub renders the idea form. */
export function parseIdea(body: string): ParsedIdea {
  const answers = answersIn(body, IDEA_LABELS)
  if (answers.size === 0) return { ok: false, kind: 'not-an-idea' }
  const problems: FormProblem<IdeaField>[] = []
  const idea: Partial<Record<IdeaField, unknown>> = {}
  for (const field of FIELD_NAMES) {
    const parsed = readField(field, answers.get(field) ?? [])
    if (parsed.ok) idea[field] = parsed.value
    else problems.push({ field, label: IDEA_LABELS[field], reason: parsed.reason })
  }
  if (problems.length > 0) return { ok: false, kind: 'problems', problems }
  return { ok: true, idea: idea as IdeaForm }
}

function readField(field: IdeaField, answers: readonly string[]): Parsed<IdeaForm[IdeaField]> {
  const [answer, another] = answers
  if (answer === undefined) {
    return notParsed(
      `The heading \`### ${IDEA_LABELS[field]}\` is missing: put it back, with the answer below it. If it is there, something above it was left open, such as a code fence or \`<!--\`.`,
    )
  }
  if (another !== undefined) {
    return notParsed(
      `The heading \`### ${IDEA_LABELS[field]}\` is there ${answers.length} times: leave only one.`,
    )
  }
  if (answer === '' || answer === '_No response_')
    return notParsed('There is no answer: write one below the heading.')
  const { limit, read } = FIELDS[field]
  if (answer.length > limit) {
    return notParsed(`The answer has ${answer.length} characters: shorten it to ${limit} at most.`)
  }
  return read(answer)
}

function readText(answer: string): Parsed<string> {
  return { ok: true, value: answer }
}

function readLine(answer: string): Parsed<string> {
  return { ok: true, value: cleanLine(answer) }
}

const MAXIMUM_ROLES = 20

/** One a line or separated by commas, with or without list marks; a role named twice counts once. */
function readRoles(answer: string): Parsed<string[]> {
  const roles = new Map<string, string>()
  for (const part of answer.split(/[\n,;]/)) {
    const role = cleanLine(part).replace(/^([-*+]|\d{1,9}[.)])(\s+|$)/, '')
    if (role && !roles.has(role.toLowerCase())) roles.set(role.toLowerCase(), role)
  }
  const names = [...roles.values()]
  if (names.length === 0) return notParsed('No role is named: write one a line, such as `backend engineer`.')
  if (names.length > MAXIMUM_ROLES)
    return notParsed(`There are ${names.length} roles: name at most ${MAXIMUM_ROLES}.`)
  if (names.some((name) => name.length > 60))
    return notParsed('A role has at most 60 characters: write one a line.')
  return { ok: true, value: names }
}
