import { IDEA_LABELS, type IdeaField, parseIdea } from '../../handlers/idea/idea-form.ts'
import { UsageError } from '../exit-codes.ts'

type Answers = Readonly<Record<IdeaField, string>>

/** The issue of an idea. Throws, naming each option that the App would not take. */
export function issueOf(answers: Answers): { readonly title: string; readonly body: string } {
  const fields = Object.entries(IDEA_LABELS) as [IdeaField, string][]
  const body = fields.map(([field, label]) => `### ${label}\n\n${answers[field]}`).join('\n\n')
  const read = parseIdea(body)
  if (read.ok) return { title: answers.title, body }
  if (read.kind === 'not-an-idea') throw new UsageError('The answers are too long.')
  throw new UsageError(read.problems.map(({ field, reason }) => `--${field}: ${reason}`).join('\n'))
}
