import { userInfo } from 'node:os'
import { Command } from 'commander'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { agree } from './intents/agree.ts'
import { type OperatorOrder, orderCancellation, orderRetry } from './intents/change.ts'
import { orderSettlement, type Settling } from './intents/settle.ts'
import { explainIntent, listIntents } from './intents/show.ts'
import { type LedgerLocation, withDatabase, withLocation } from './ledger-location.ts'
import { say } from './output.ts'

interface Reasoned extends LedgerLocation {
  readonly reason: string
  readonly operator: string
}

interface Agreed extends LedgerLocation {
  readonly nonce: string
  readonly reason: string
  readonly operator: string
  readonly signer?: string
}

interface Settled extends Reasoned {
  readonly paid?: true
  readonly failed?: true
  readonly extrinsic: string
  readonly made?: string
  readonly node: string
}

/** `tributary intents …`: what should move, how it stands, and the operator's word in it. */
export function intentsCommand(): Command {
  const intents = withLocation(new Command('intents'))
    .description('Lists what should move on chain and how it stands.')
    .option('--all', 'also what is settled or cancelled')
    .action((location: LedgerLocation & { all?: true }) =>
      withDatabase(location, async ({ queries }) => tell(await listIntents(queries, location.all ?? false))),
    )
  withLocation(intents.command('show'))
    .description('Explains one: amount, pot, payee, attempts, approvals and errors.')
    .argument('<key>', 'the intent’s key')
    .action((key: string, _own: LedgerLocation, command: Command) =>
      withDatabase(locationOf(command), async ({ queries }) => tell(await explainIntent(queries, key))),
    )
  reasoned(intents.command('retry'), () => orderRetry).description(
    'Has one tried again at once that failed, or that was cancelled.',
  )
  reasoned(intents.command('cancel'), () => orderCancellation).description(
    'Gives one up that nothing in flight may still pay. It is then not owed any more; the ledger keeps why.',
  )
  reasoned(intents.command('settle'), (command) => {
    const told = settled(command.opts<Settled>())
    return (ledger, order) => orderSettlement(ledger, { ...order, ...told })
  })
    .description(
      'Says what became of one whose outcome could not be read, or that another copy of this ledger has paid: then the block must prove it. Look its extrinsic up first: what you call paid is never paid again, and what you call failed is.',
    )
    .option('--paid', 'it succeeded')
    .option('--failed', 'it failed, and is due again')
    .requiredOption('--extrinsic <block>-<index>', 'the extrinsic that you looked up, such as 1204800-3')
    .option('--made <id>', 'the crowdloan or netuid that it made, where the extrinsic made several')
    .option(
      '--node <url>',
      'a Subtensor node; an archive node for a block that is older than 256',
      process.env.SUBTENSOR_ENDPOINT ?? 'ws://127.0.0.1:9944',
    )
  withLocation(intents.command('agree'))
    .description(
      'Says that what the App’s key has signed outside this ledger has been looked at: signing goes on. Settle first what it paid.',
    )
    .requiredOption('--nonce <number>', 'the key’s next nonce, as the hold names it')
    .requiredOption('--reason <text>', 'why')
    .option('--operator <name>', 'who says so', userInfo().username)
    .option('--signer <ss58>', 'the key, where the ledger has had several')
    .action((_own: Agreed, command: Command) => {
      const told = { ...command.optsWithGlobals<Agreed>(), at: Date.now() }
      return withDatabase(locationOf(command), async ({ queries }) => tell([await agree(queries, told)]))
    })
  return intents
}

/** Throws, in words, what is wrong with the options. */
function settled({ paid, failed, extrinsic, made, node }: Settled): Omit<Settling, keyof OperatorOrder> {
  if (paid === failed) throw new Error('Say what became of it: --paid or --failed.')
  const [, block, index] = /^([0-9]{1,9})-([0-9]{1,9})$/.exec(extrinsic) ?? []
  if (block === undefined) {
    throw new Error('Write --extrinsic as the number of its block and its index there, such as 1204800-3.')
  }
  if (made !== undefined && !/^[0-9]{1,9}$/.test(made)) throw new Error('Write --made as a number.')
  return {
    paid: paid ?? false,
    made: made === undefined ? null : Number(made),
    block: Number(block),
    index: Number(index),
    node,
  }
}

type Work = (ledger: Ledger, order: OperatorOrder) => Promise<string>

/** `workOf` looks at the command's own options before the ledger is opened. */
const reasoned = (command: Command, workOf: (command: Command) => Work): Command =>
  withLocation(command)
    .argument('<key>', 'the intent’s key')
    .requiredOption('--reason <text>', 'why, for everyone who reads the ledger')
    .option('--operator <name>', 'who says so', userInfo().username)
    .action((key: string, _own: Reasoned, self: Command) => order(self, key, workOf))

async function order(command: Command, key: string, workOf: (command: Command) => Work): Promise<void> {
  const { reason, operator } = command.optsWithGlobals<Reasoned>()
  if (reason.trim() === '') throw new Error('Say why: --reason "…".')
  const work = workOf(command)
  const { databaseUrl, data } = locationOf(command)
  const ledger = await openLedger({ url: databaseUrl, directory: data, mustExist: true })
  try {
    tell([await work(ledger, { key, reason: reason.trim(), operator, at: Date.now() })])
  } finally {
    await ledger.close()
  }
}

/** The parent has the same options: what was said nearest to the end counts, wherever it was said. */
function locationOf(command: Command): LedgerLocation {
  const given = [command, command.parent].find(
    (one) =>
      one?.getOptionValueSource('databaseUrl') === 'cli' || one?.getOptionValueSource('data') === 'cli',
  )
  return (given ?? command).opts<LedgerLocation>()
}

function tell(lines: readonly string[]): void {
  for (const line of lines) say(line)
}
