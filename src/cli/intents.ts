import { userInfo } from 'node:os'
import { Command } from 'commander'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { type Change, cancelIntent, retryIntent } from './intents/change.ts'
import { explainIntent, listIntents } from './intents/show.ts'
import { type Place, placed, withDatabase } from './place.ts'

interface Reasoned extends Place {
  readonly reason: string
  readonly operator: string
}

/** `tributary intents …`: what should move, how it stands, and the operator's word in it. */
export function intentsCommand(): Command {
  const intents = placed(new Command('intents'))
    .description('Lists what should move on chain and how it stands.')
    .option('--all', 'also what is settled or cancelled')
    .action((place: Place & { all?: true }) =>
      withDatabase(place, async ({ queries }) => say(await listIntents(queries, place.all ?? false))),
    )
  placed(intents.command('show'))
    .description('Explains one: amount, pot, payee, attempts, approvals and errors.')
    .argument('<key>', 'the intent’s key')
    .action((key: string, _own: Place, command: Command) =>
      withDatabase(placeOf(command), async ({ queries }) => say(await explainIntent(queries, key))),
    )
  reasoned(intents.command('retry'), retryIntent).description(
    'Has one tried again at once that failed, or that was cancelled.',
  )
  reasoned(intents.command('cancel'), cancelIntent).description(
    'Gives one up that nothing in flight may still pay. It is then not owed any more; the ledger keeps why.',
  )
  return intents
}

type Work = (ledger: Ledger, change: Change) => Promise<string>

const reasoned = (command: Command, work: Work): Command =>
  placed(command)
    .argument('<key>', 'the intent’s key')
    .requiredOption('--reason <text>', 'why, for everyone who reads the ledger')
    .option('--operator <name>', 'who says so', userInfo().username)
    .action((key: string, _own: Reasoned, self: Command) => change(self, key, work))

async function change(command: Command, key: string, work: Work): Promise<void> {
  const { reason, operator } = command.optsWithGlobals<Reasoned>()
  if (reason.trim() === '') throw new Error('Say why: --reason "…".')
  const { databaseUrl, data } = placeOf(command)
  const ledger = await openLedger(databaseUrl ? { url: databaseUrl } : { directory: data })
  try {
    say([await work(ledger, { key, reason: reason.trim(), operator, at: Date.now() })])
  } finally {
    await ledger.close()
  }
}

/** The parent has the same options: what was said nearest to the end counts, wherever it was said. */
function placeOf(command: Command): Place {
  const given = [command, command.parent].find(
    (one) =>
      one?.getOptionValueSource('databaseUrl') === 'cli' || one?.getOptionValueSource('data') === 'cli',
  )
  return (given ?? command).opts<Place>()
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
