import { Command } from 'commander'
import { loadKey } from '../chain/keystore.ts'
import { approve } from './approve/approve.ts'
import { confirmOnTerminal } from './confirm.ts'
import { say } from './output.ts'

interface Options {
  readonly explorer: string
  readonly node: string
  readonly yes?: true
}

/** `tributary approve <intent>`: for guardians, who need no database. */
export function approveCommand(): Command {
  return new Command('approve')
    .description(
      'For guardians: looks at the call that holds an intent, and approves it if it is what the ledger owes.',
    )
    .argument('<intent>', 'the intent’s key, as the thread and `/api/approvals` show it')
    .option(
      '--explorer <url>',
      'the explorer of the App',
      process.env.TRIBUTARY_EXPLORER ?? 'http://127.0.0.1:3000',
    )
    .option(
      '--node <url>',
      'your own Subtensor node',
      process.env.SUBTENSOR_ENDPOINT ?? 'ws://127.0.0.1:9944',
    )
    .option('--yes', 'sign without asking, once everything is as the ledger has it')
    .addHelpText(
      'after',
      `
The key is read from TRIBUTARY_KEYSTORE with TRIBUTARY_KEYSTORE_PASSWORD (a keystore file), or from TRIBUTARY_KEY
(a mnemonic or URI). It never leaves this machine. Nothing that the explorer says is believed: the ledger is replayed
here, the call is made again and compared byte by byte, and your node must have it open.`,
    )
    .action(async (key: string, { explorer, node, yes }: Options) =>
      approve({
        key,
        explorer,
        node,
        pair: await loadKey(process.env),
        say,
        confirm: yes ? async () => true : () => confirmOnTerminal('Approve it?'),
      }),
    )
}
