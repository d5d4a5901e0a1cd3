import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

type Option = string | { label: string }
export type Field = {
  type: 'markdown' | 'input' | 'textarea' | 'dropdown' | 'checkboxes'
  id?: string
  attributes: {
    label?: string
    description?: string
    placeholder?: string
    value?: string
    render?: string
    options?: Option[]
  }
  validations?: { required?: boolean }
}
/** An issue form as it lies in `.github/ISSUE_TEMPLATE/`. */
export type IssueForm = {
  name: string
  description?: string
  title?: string
  labels?: string[]
  body: Field[]
}
/** By field id: text, or the chosen options of a dropdown or of checkboxes. */
export type Answers = Record<string, string | string[]>

export function readIssueForm(path: string): IssueForm {
  return parse(readFileSync(path, 'utf8')) as IssueForm
}

/**
 * The body of an issue opened with a form, as GitHub writes it: a heading with each label, a blank line, the answer.
 * Whether a required field is filled in is not checked, as an issue with any body can be opened through the API.
 * @throws for an answer to a field that the form does not have
 */
export function renderIssueForm(form: IssueForm, answers: Answers): string {
  const fields = form.body.filter(({ type }) => type !== 'markdown')
  const stray = Object.keys(answers).find((id) => !fields.some((field) => field.id === id))
  if (stray !== undefined) throw new Error(`the form "${form.name}" has no field "${stray}"`)
  return fields
    .map((field) => `### ${field.attributes.label}\n\n${answerTo(field, answers[field.id ?? ''] ?? '')}`)
    .join('\n\n')
}

function answerTo({ type, attributes }: Field, answer: string | string[]): string {
  if (type === 'checkboxes') return boxes(attributes.options ?? [], [answer].flat())
  const text = [answer].flat().join(', ')
  if (text.trim() === '') return '_No response_'
  return attributes.render === undefined ? text : `\`\`\`${attributes.render}\n${text}\n\`\`\``
}

function boxes(options: Option[], chosen: string[]): string {
  const labels = options.map((option) => (typeof option === 'string' ? option : option.label))
  return labels.map((label) => `- [${chosen.includes(label) ? 'X' : ' '}] ${label}`).join('\n')
}
