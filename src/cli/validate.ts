import { Command } from 'commander'
import { withJson } from './options.ts'

/** `tributary validate`: what the check of a pull request would say, before there is one. */
export function validateCommand(): Command {
  return withJson(new Command('validate'))
    .description(
      'Checks the files of a subnet’s repository, or the settings of a market, as the App does. Exits with 2 if anything is wrong.',
    )
    .argument('[folder]', 'the top of the repository', '.')
    .addHelpText(
      'after',
      '\nNo chain is asked: `tributary plan` compares a registered subnet with its architecture.',
    )
    .action(async (folder, options) => (await import('./validate/validate.ts')).validate(folder, options))
}
