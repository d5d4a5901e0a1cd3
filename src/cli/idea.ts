import { Command } from 'commander'
import { IDEA_LABELS, type IdeaField, parseIdea } from '../handlers/idea/idea-form.ts'
import { say } from './output.ts'

type Answers = Readonly<Record<IdeaField, string>>

/** Enough to try it; whoever means it says more. */
const DEFAULTS = {
  inefficiency: 'What the article describes costs everybody something, and nobody is paid to mend it.',
  solution: 'A subnet whose miners do the work that is missing, and whose validators check it.',
  mechanism: 'Validators hold tasks back whose answers they know, and score miners by how close they come.',
  roles: 'developer, reviewer',
} as const

/** `tributary idea …`: an idea as GitHub's form would write it, for whoever opens issues without a browser. */
export function ideaCommand(): Command {
  return new Command('idea')
    .description('Prints an idea as the JSON that GitHub’s API takes for a new issue.')
    .requiredOption('--title <text>', 'the problem in one line')
    .requiredOption('--link <url>', 'the article that makes the case')
    .requiredOption('--target <TAO>', 'how much is to be raised, for example 250.5')
    .option('--inefficiency <text>', 'who loses what today', DEFAULTS.inefficiency)
    .option('--solution <text>', 'what the subnet would produce', DEFAULTS.solution)
    .option('--mechanism <text>', 'how miners would be scored', DEFAULTS.mechanism)
    .option('--roles <list>', 'who has to build and keep it, separated by commas', DEFAULTS.roles)
    .addHelpText(
      'after',
      '\nUse it like this: curl -H "authorization: Bearer $TOKEN" https://api.github.com/repos/<owner>/<name>/issues -d "$(tributary idea …)"',
    )
    .action((answers: Answers) => {
      say(JSON.stringify(issueOf(answers)))
    })
}

/** The issue of an idea. Throws, naming each option that the App would not take. */
export function issueOf(answers: Answers): { readonly title: string; readonly body: string } {
  const fields = Object.entries(IDEA_LABELS) as [IdeaField, string][]
  const body = fields.map(([field, label]) => `### ${label}\n\n${answers[field]}`).join('\n\n')
  const read = parseIdea(body)
  if (read.ok) return { title: answers.title, body }
  if (read.kind === 'not-an-idea') throw new Error('The answers are too long.')
  throw new Error(read.problems.map(({ field, reason }) => `--${field}: ${reason}`).join('\n'))
}
