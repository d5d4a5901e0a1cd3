import { type Command, InvalidArgumentError, Option } from 'commander'

// The options that several commands share: one name for one thing, wherever it is typed.

/** The nodes that people of Bittensor know by a name. */
const NODES: Readonly<Record<string, string>> = {
  finney: 'wss://entrypoint-finney.opentensor.ai:443',
  archive: 'wss://archive.chain.opentensor.ai:443',
  test: 'wss://test.finney.opentensor.ai:443',
  local: 'ws://127.0.0.1:9944',
}

/** `SUBTENSOR_ENDPOINTS` can list several: a command asks the first. */
export const nodeOption = (description = 'a Subtensor node'): Option =>
  new Option('--node <url>', `${description}: its URL, or ${Object.keys(NODES).join(', ')}`)
    .env('SUBTENSOR_ENDPOINTS')
    .default(NODES.local)
    .argParser(nodeUrl)

function nodeUrl(text: string): string {
  const [first = ''] = text.split(',')
  const url = NODES[first.trim()] ?? first.trim()
  if (/^wss?:$/.test(URL.parse(url)?.protocol ?? '')) return url
  throw new InvalidArgumentError(
    `A node’s URL begins with wss:// or ws://; ${Object.keys(NODES).join(', ')} are names.`,
  )
}

export const explorerOption = (): Option =>
  new Option('--explorer <url>', 'the explorer of the App')
    .env('TRIBUTARY_EXPLORER')
    .default('http://127.0.0.1:3000')
    .argParser(explorerUrl)

function explorerUrl(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text.replace(/\/+$/, '')
  throw new InvalidArgumentError('An explorer’s URL begins with https:// or http://.')
}

const KEY_HELP = `
The key is the coldkey of one of btcli's wallets, with -w. Its password is asked for when something is signed, or read from
the file that TRIBUTARY_WALLET_PASSWORD_FILE names. Without -w the key is read from TRIBUTARY_KEYSTORE with
TRIBUTARY_KEYSTORE_PASSWORD (a keystore file), or from TRIBUTARY_KEY (a mnemonic or URI). It never leaves this machine.`

/** A command that needs a person's key. */
export const withKey = (command: Command): Command =>
  command
    .addOption(
      new Option('-w, --wallet <name>', 'a wallet of btcli, whose coldkey signs').env('TRIBUTARY_WALLET'),
    )
    .addOption(
      new Option('-p, --wallet-path <directory>', 'where wallets are')
        .env('BT_WALLET_PATH')
        .default('~/.bittensor/wallets'),
    )
    .addHelpText('after', KEY_HELP)

/** A command that prints something can print it as JSON. */
export const withJson = (command: Command): Command =>
  command.option('--json', 'print one JSON value; lines for people go to standard error')

/** What every command has that signs an extrinsic. */
export const withSigning = (command: Command): Command =>
  withKey(withJson(command))
    .option('--dry-run', 'show what would be signed, and sign nothing')
    .option('-y, --yes', 'sign without asking')
