import { Command, InvalidArgumentError, Option } from 'commander'

const ABOUT = `
A recorded delivery is one JSON file: { "headers": { … }, "body": { … } }, with GitHub's X-GitHub-Event and
X-GitHub-Delivery among the headers, and "delivered_at" beside them where the body says nothing of its time, as a push.
Signatures are not checked: whoever replays vouches for the recordings.

No chain is asked and no article is visited. Ideas therefore wait for their bills, nothing is paid, and who is a validator
is what --stake says. What was left out is named at the end. Exits with 1 where a delivery could not be handled.`

/** `tributary replay …`: recorded deliveries, handled by a fresh App. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('Puts recorded deliveries through a fresh App, and makes the API calls that follow.')
    .argument('<paths...>', 'files, or folders of them')
    .option('--dry-run', 'sends nothing to GitHub, and shows what would be sent', false)
    .option('--data <directory>', 'keeps the ledger in a directory, instead of in memory')
    .option('--database-url <url>', 'keeps the ledger on a PostgreSQL server, instead of in memory')
    .option('--stake <ss58=TAO>', 'what a coldkey has on root; may be given again', collect, [])
    .option('--explorer <url>', 'where the explorer is, for links', 'http://127.0.0.1:3000')
    .option('--github <url>', 'GitHub’s pages, for links', 'https://github.com')
    .addOption(
      new Option('--github-api <url>', 'GitHub’s API')
        .env('GITHUB_API_URL')
        .default('https://api.github.com'),
    )
    .addOption(new Option('--app-id <id>', 'the id of the App').env('APP_ID').argParser(appIdOf))
    .addOption(new Option('--private-key-file <file>', 'the App’s private key, PEM').env('PRIVATE_KEY_PATH'))
    .addHelpText('after', ABOUT)
    .action(async (paths, options) => (await import('./replay/replay.ts')).replayPaths(paths, options))
}

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text]

function appIdOf(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text))
    throw new InvalidArgumentError('It is the number that GitHub shows on the App’s page.')
  return Number(text)
}
