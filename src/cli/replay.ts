import { readFile } from 'node:fs/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Logger, pino } from 'pino'
import { connectGitHub, type GitHubApp } from '../github/client.ts'
import type { EffectResult } from '../handlers/deliver.ts'
import { parseTao } from '../handlers/kit/parse/amount.ts'
import { parseSs58 } from '../handlers/kit/parse/ss58.ts'
import { countUnhandled } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { listIdeas } from '../ledger/read.ts'
import type { Rao } from '../mechanisms/money.ts'
import { say } from './output.ts'
import { callOf, dryGitHub } from './replay/dry-run.ts'
import { type Recording, readRecordings } from './replay/recordings.ts'
import { type LeftOut, replay } from './replay/run.ts'

interface Options {
  readonly dryRun: boolean
  readonly data?: string
  readonly databaseUrl?: string
  readonly stake: ReadonlyMap<string, Rao>
  readonly explorer: string
  readonly github: string
  readonly githubApi: string
  readonly appId?: number
  readonly privateKeyFile?: string
}

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
    .option(
      '--stake <ss58=TAO>',
      'what a coldkey has on root; may be given again',
      addStake,
      new Map<string, Rao>(),
    )
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
    .action(run)
}

function appIdOf(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text))
    throw new InvalidArgumentError('It is the number that GitHub shows on the App’s page.')
  return Number(text)
}

function addStake(pair: string, stakes: ReadonlyMap<string, Rao>): ReadonlyMap<string, Rao> {
  const [address = '', amount = ''] = pair.split('=')
  const coldkey = parseSs58(address)
  if (!coldkey.ok) throw new Error(`--stake: ${coldkey.reason}`)
  const stake = parseTao(amount)
  if (!stake.ok) throw new Error(`--stake: ${stake.reason}`)
  return new Map([...stakes, [coldkey.value, stake.value]])
}

async function run(paths: string[], options: Options): Promise<void> {
  const recordings = await readRecordings(paths)
  const log = pino({ name: 'replay', level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination(2))
  const github = await gitHubOf(options, log)
  const ledger = await openLedger({ url: options.databaseUrl, directory: options.data })
  try {
    const left = await replay(recordings, {
      ledger,
      github,
      appId: options.appId ?? 1,
      stakes: options.stake,
      places: { explorer: options.explorer, github: options.github, node: null },
      log,
      onHandled: (id, results) => say(describe(recordings, id, results)),
    })
    await conclude(ledger, left)
  } finally {
    await ledger.close()
  }
}

async function gitHubOf(options: Options, log: Logger): Promise<GitHubApp> {
  const showCall = (call: string) => say(`  ${call}`)
  if (options.dryRun) return dryGitHub(showCall)
  const privateKey = options.privateKeyFile
    ? await readFile(options.privateKeyFile, 'utf8')
    : process.env.PRIVATE_KEY?.replaceAll('\\n', '\n')
  if (!options.appId || !privateKey) {
    throw new Error(
      'Name the App by APP_ID and PRIVATE_KEY or PRIVATE_KEY_PATH, or send nothing with --dry-run.',
    )
  }
  const settings = {
    appId: options.appId,
    privateKey,
    githubApiUrl: options.githubApi.replace(/\/$/, ''),
    githubThrottle: process.env.GITHUB_THROTTLE !== 'false',
  }
  return connectGitHub(settings, log, (input, init) => {
    showCall(callOf(new Request(input, init)))
    return fetch(input, init)
  })
}

function describe(recordings: readonly Recording[], id: string, results: readonly EffectResult[]): string {
  const recording = recordings.find(({ arrival }) => arrival.id === id)
  const led = results.flatMap(({ events, answer }) => [...events, ...(answer ? [answerOf(answer)] : [])])
  return `${recording?.file ?? id}  ${recording?.arrival.event ?? ''}: ${led.join(', ') || 'nothing'}`
}

function answerOf(answer: NonNullable<EffectResult['answer']>): string {
  switch (answer.kind) {
    case 'refusal':
      return `refused (${answer.refusal.code})`
    case 'form-problems':
      return `refused (form: ${answer.problems.map(({ field }) => field).join(', ')})`
    case 'unknown-command':
    case 'bad-command':
      return `refused (${answer.kind} /${answer.name})`
    default:
      return `answered (${answer.kind})`
  }
}

async function conclude(ledger: Ledger, left: LeftOut): Promise<void> {
  say('')
  for (const { view } of (await listIdeas(ledger.queries, { limit: 1_000 })).toReversed()) {
    say(`${view.repository}#${view.issue}  ${view.phase}  ${view.title}`)
  }
  for (const [kind, streams] of left) say(`Left out: ${ERRANDS[kind] ?? kind} (${streams.join(', ')})`)
  const { retrying, dead } = await countUnhandled(ledger.queries)
  if (retrying + dead > 0) throw new Error(`${retrying + dead} deliveries could not be handled: see above.`)
}

const ERRANDS: Readonly<Record<string, string>> = {
  home: 'the making of a repository',
  head: 'the reading of a pull request',
  stakes: 'stakes, which need a chain',
  'guarantee-bill': 'a bill, which needs the chain’s metadata',
  merge: 'a merge',
  release: 'a release',
  health: 'a day’s health, which needs a chain',
  bill: 'a bill, which needs the chain’s metadata',
  link: 'a visit to an article',
}
