import { renderTemplate } from '../../github/template.ts'
import { asName } from '../../mechanisms/fork/naming.ts'
import type { Terms } from '../../mechanisms/idea/slice.ts'
import { formatTao, type Rao } from '../../mechanisms/money.ts'
import { bodyHashOf } from '../idea/body-hash.ts'
import { IDEA_LABELS, type IdeaField, parseIdea } from '../idea/idea-form.ts'

interface ForkBody {
  /** A comment in HTML by which the App knows the issue again. */
  readonly mark: string
  /** Markdown that is safe: what the issue is. */
  readonly preface: string
  /** `owner/name#issue`: GitHub makes a link of it, and shows the fork on the parent's issue too. */
  readonly parent: string
  readonly name: string
  readonly link: string
  readonly roles: readonly string[]
  readonly target: Rao
}

/** The issue of a fork's idea, as GitHub renders the form. What its parent's author wrote at length stays with the parent. */
export function writeForkBody({ mark, preface, parent, name, link, roles, target }: ForkBody): string {
  const asParent = (field: IdeaField): string =>
    renderTemplate('fork/as-parent', { label: IDEA_LABELS[field] }).trim().replace('PARENT', parent)
  const answers: Readonly<Record<IdeaField, string>> = {
    title: name,
    link,
    inefficiency: asParent('inefficiency'),
    solution: asParent('solution'),
    mechanism: asParent('mechanism'),
    roles: rolesOf(roles).join('\n'),
    target: formatTao(target),
  }
  const form = Object.entries(answers).map(
    ([field, answer]) => `### ${IDEA_LABELS[field as IdeaField]}\n\n${answer}`,
  )
  return [mark, preface.trim(), ...form].join('\n\n')
}

/** What was written, as an edit of the issue would be read. Throws where that is no idea: then it was not written here. */
export function readForkBody(body: string): Terms {
  const parsed = parseIdea(body)
  if (!parsed.ok) throw new Error('the issue of a fork does not read as an idea')
  const { title, link, roles, target } = parsed.idea
  return { title, link, roles, target, bodyHash: bodyHashOf(body) }
}

/** Somebody else's words are repeated in the App's name: so nothing in them may be more than a word. */
function rolesOf(roles: readonly string[]): readonly string[] {
  const named = roles.map((role) => asName(role)).filter((role) => role !== '')
  return named.length > 0 ? named : ['developer']
}
