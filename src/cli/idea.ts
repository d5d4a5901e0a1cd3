import { Command } from 'commander'
import { say } from './output.ts'

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
    .action(async (answers) => {
      const { issueOf } = await import('./idea/issue.ts')
      say(JSON.stringify(issueOf(answers)))
    })
}
