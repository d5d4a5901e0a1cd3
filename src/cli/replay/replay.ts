import { readFile } from 'node:fs/promises'
import { type Logger, pino } from 'pino'
import { connectGitHub, type GitHubApp } from '../../github/client.ts'
import type { EffectResult } from '../../handlers/deliver.ts'
import { parseTao } from '../../handlers/kit/parse/amount.ts'
import { parseSs58 } from '../../handlers/kit/parse/ss58.ts'
import { countUnhandled } from '../../ledger/deliveries.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { listIdeas } from '../../ledger/read.ts'
import type { Rao } from '../../mechanisms/money.ts'
import { UsageError } from '../exit-codes.ts'
import { say } from '../output.ts'
import { dryGitHub, requestNamed } from './dry-run.ts'
import { type Recording, readRecordings } from './recordings.ts'
import { type LeftWaiting, replay } from './run.ts'

interface Options {
  readonly dryRun: boolean
  readonly data?: string
  readonly databaseUrl?: string
  readonly stake: readonly string[]
  readonly explorer: string
  readonly github: string
  readonly githubApi: string
  readonly appId?: number
  readonly privateKeyFile?: string
}

function stakesOf(pairs: readonly string[]): ReadonlyMap<string, Rao> {
  return new Map(pairs.map(stakeOf))
}

function stakeOf(pair: string): [coldkey: string, stake: Rao] {
  const [address = '', amount = ''] = pair.split('=')
  const coldkey = parseSs58(address)
  if (!coldkey.ok) throw new UsageError(`--stake: ${coldkey.reason}`)
  const stake = parseTao(amount)
  if (!stake.ok) throw new UsageError(`--stake: ${stake.reason}`)
  return [coldkey.value, stake.value]
}

export async function replayPaths(paths: string[], options: Options): Promise<void> {
  const stakes = stakesOf(options.stake)
  const recordings = await readRecordings(paths)
  const log = pino({ name: 'replay', level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination(2))
  const github = await gitHubOf(options, log)
  const ledger = await openLedger({ url: options.databaseUrl, directory: options.data })
  try {
    const left = await replay(recordings, {
      ledger,
      github,
      appId: options.appId ?? 1,
      stakes,
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
    showCall(requestNamed(new Request(input, init)))
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

async function conclude(ledger: Ledger, left: LeftWaiting): Promise<void> {
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
