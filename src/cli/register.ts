import { Command } from 'commander'
import { address, appName, GITHUB, organization, port } from './register/options.ts'

/** GitHub gives nothing for a code that is older. */
const PATIENCE_MINUTES = 60

/** `tributary register`: GitHub's App manifest flow, so that nobody types a secret or copies a key. */
export function registerCommand(patience = PATIENCE_MINUTES * 60_000): Command {
  return new Command('register')
    .description(
      'Registers the App on GitHub with one click, and keeps its id, private key and webhook secret.',
    )
    .requiredOption(
      '--public-url <url>',
      'where everybody reaches the App: https://tributary.example',
      address,
    )
    .option(
      '--organization <name>',
      'the organization that the App belongs to; without it you own it',
      organization,
    )
    .option('--name <name>', "the App's name, unique on GitHub; without it that of app.yml", appName)
    .option('--out <file>', 'where the secrets go, for you alone', '.tributary/secrets/github-app.env')
    .option('--replace', 'replace that file if it is there, without asking')
    .option('--port <number>', 'the port on this machine; if it is taken, the next free one', port, 7878)
    .option('--github <url>', 'the GitHub', address, GITHUB)
    .option('--github-api <url>', 'its API, where it is not at the usual place', address)
    .action(async (options) => (await import('./register/register.ts')).register(options, patience))
}
