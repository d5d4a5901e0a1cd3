import { userInfo } from 'node:os'
import { Command, Option } from 'commander'
import type { Agreed, SettledByHand } from './intents/order.ts'
import { type LedgerLocation, withLocation } from './ledger-location.ts'
import { nodeOption } from './options.ts'

const runs = () => import('./intents/order.ts')

/** `tributary intents …`: what should move, how it stands, and the operator's word in it. */
export function intentsCommand(): Command {
  const intents = withLocation(new Command('intents'))
    .description('Lists what should move on chain and how it stands.')
    .option('--all', 'also what is settled or cancelled')
    .action(async (options) => (await runs()).list(options))
  withLocation(intents.command('show'))
    .description('Explains one: amount, pot, payee, attempts, approvals and errors.')
    .argument('<key>', 'the intent’s key')
    .action(async (key, _own, command) => (await runs()).show(key, locationOf(command)))
  ordered(intents.command('retry'))
    .description('Has one tried again at once that failed, or that was cancelled.')
    .action(async (key, _own, command) => (await runs()).retry(key, orderOf(command)))
  ordered(intents.command('cancel'))
    .description(
      'Gives one up that nothing in flight may still pay. It is then not owed any more; the ledger keeps why.',
    )
    .action(async (key, _own, command) => (await runs()).cancel(key, orderOf(command)))
  ordered(intents.command('settle'))
    .description(
      'Says what became of one whose outcome could not be read, or that another copy of this ledger has paid: then the block must prove it. Look its extrinsic up first: what you call paid is never paid again, and what you call failed is.',
    )
    .option('--paid', 'it succeeded')
    .option('--failed', 'it failed, and is due again')
    .requiredOption('--extrinsic <block>-<index>', 'the extrinsic that you looked up, such as 1204800-3')
    .option('--made <id>', 'the crowdloan or netuid that it made, where the extrinsic made several')
    .addOption(nodeOption('a Subtensor node; an archive node for a block that is older than 256'))
    .action(async (key, own: SettledByHand, command) => (await runs()).settle(key, orderOf(command), own))
  withLocation(intents.command('agree'))
    .description(
      'Says that what the App’s key has signed outside this ledger has been looked at: signing goes on. Settle first what it paid.',
    )
    .requiredOption('--nonce <number>', 'the key’s next nonce, as the hold names it')
    .requiredOption('--reason <text>', 'why')
    .addOption(operatorOption())
    .option('--signer <ss58>', 'the key, where the ledger has had several')
    .action(async (own: Agreed, command) => (await runs()).agreeTo(own, locationOf(command)))
  return intents
}

const operatorOption = (): Option =>
  new Option('--operator <name>', 'who says so').default(userInfo().username, 'your name on this machine')

const ordered = (command: Command): Command =>
  withLocation(command)
    .argument('<key>', 'the intent’s key')
    .requiredOption('--reason <text>', 'why, for everyone who reads the ledger')
    .addOption(operatorOption())

/** What an order says of itself, and where its ledger lies. */
const orderOf = (command: Command) => ({
  ...command.opts<{ readonly reason: string; readonly operator: string }>(),
  location: locationOf(command),
})

/** The parent has the same options: what was said nearest to the end counts, wherever it was said. */
function locationOf(command: Command): LedgerLocation {
  const given = [command, command.parent].find(
    (one) =>
      one?.getOptionValueSource('databaseUrl') === 'cli' || one?.getOptionValueSource('data') === 'cli',
  )
  return (given ?? command).opts<LedgerLocation>()
}
