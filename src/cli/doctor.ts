import { Command } from 'commander'
import { withJson } from './options.ts'

/** `tributary doctor`: whether an App could run with these settings, and what to mend. */
export function doctorCommand(): Command {
  return withJson(new Command('doctor'))
    .description(
      'Looks whether the App can run: settings, key, database, chain, clock, permissions and webhook. Exits with 2 if anything is wrong.',
    )
    .option('--settings <file>', 'a YAML file of settings; the environment wins over it')
    .option('--environment <file>', 'a file of NAME=value lines, as `tributary register` writes it')
    .addHelpText(
      'after',
      '\nNothing is changed and nothing is signed. It takes the settings that `tributary serve` takes.',
    )
    .action(async (options) => (await import('./doctor/doctor.ts')).examine(options))
}
