import { Command, InvalidArgumentError } from 'commander'
import { nodeOption } from './options.ts'
import { address, appName, GITHUB, organization, port } from './register/options.ts'

/** `tributary init`: from nothing to an App that can be started, step by step. */
export function initCommand(): Command {
  return new Command('init')
    .description(
      'Leads from nothing to an App that can be started: App on GitHub, key, settings, treasury, and a look at it all.',
    )
    .requiredOption(
      '--public-url <url>',
      'where everybody reaches the App: https://tributary.example',
      address,
    )
    .requiredOption('--guardians <coldkeys>', 'the guardians’ addresses, separated by commas')
    .option('--threshold <number>', 'how many of key and guardians must approve', threshold, 2)
    .option('--organization <name>', 'the organization that the App belongs to', organization)
    .option('--name <name>', 'the App’s name, unique on GitHub', appName)
    .option('--directory <directory>', 'where secrets and settings go', '.tributary/secrets')
    .option('--treasury <address>', 'goes on with one that was made and not given away yet')
    .addOption(nodeOption())
    .option('--github <url>', 'the GitHub', address, GITHUB)
    .option('--github-api <url>', 'its API, where it is not at the usual place', address)
    .option('--port <number>', 'the port on this machine for GitHub to come back to', port, 7878)
    .option('--dry-run', 'say which steps are done and which are to do, and do none')
    .option('-y, --yes', 'make the treasury without asking')
    .addHelpText(
      'after',
      '\nA step that is done is passed over: after whatever stopped it, run the same again. The treasury costs about 0.2 TAO.',
    )
    .action(async (options) => (await import('./init/init.ts')).init(options))
}

function threshold(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('A threshold is a whole number from 1 on.')
}
