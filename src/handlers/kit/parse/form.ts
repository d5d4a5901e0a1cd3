import { readFileSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { cleanText } from './clean-text.ts'
import { topLevelBlocks } from './markdown.ts'

type Labels<Field extends string> = Readonly<Record<Field, string>>

/** The questions as a form words them, by the fields' ids there: GitHub makes them the headings of the issue. */
export function labelsIn<Field extends string>(
  form: URL,
  fields: Readonly<Record<Field, { readonly id: string }>>,
): Labels<Field> {
  const { body } = parseYaml(readFileSync(form, 'utf8')) as {
    body: { id?: string; attributes?: { label?: string } }[]
  }
  const labelOf = (id: string): string => {
    const label = body.find((element) => element.id === id)?.attributes?.label
    if (!label) throw new Error(`${form.pathname} has no field with the id ${id} and a label`)
    return label
  }
  const labels = Object.entries<{ readonly id: string }>(fields).map(([name, { id }]) => [name, labelOf(id)])
  return Object.fromEntries(labels) as Labels<Field>
}

/** Nothing is read beyond: GitHub takes 65,536 characters, an emoji may count twice here. */
const MAXIMUM_LENGTH = 131_072

/**
 * The body of an issue as GitHub renders a form: each question a third-level heading, the answer below it. Headings inside code, quotes,
 * lists or HTML of an answer belong to the answer, and so do headings that are no question. A question may have several answers.
 */
export function answersIn<Field extends string>(
  body: string,
  labels: Labels<Field>,
): ReadonlyMap<Field, readonly string[]> {
  const answers = new Map<Field, string[]>()
  if (body.length > MAXIMUM_LENGTH) return answers
  const fields = new Map(Object.entries<string>(labels).map(([field, label]) => [label, field as Field]))
  const text = cleanText(body)
  const lines = text.split('\n')
  const questions = topLevelBlocks(text).flatMap((block) => {
    const field = block.kind === 'heading' && block.depth === 3 ? fields.get(block.content) : undefined
    return field === undefined ? [] : [{ field, block }]
  })
  for (const [index, { field, block }] of questions.entries()) {
    const answer = lines
      .slice(block.end, questions[index + 1]?.block.line)
      .join('\n')
      .trim()
    answers.set(field, [...(answers.get(field) ?? []), answer])
  }
  return answers
}
