import { Command } from 'commander'
import { explorerOption, nodeOption, withSigning } from './options.ts'

/** `tributary approve <intent>`: for guardians, who need no database. */
export function approveCommand(): Command {
  return withSigning(new Command('approve'))
    .description(
      'For guardians: looks at the call that holds an intent, and approves it if it is what the ledger owes.',
    )
    .argument('<intent>', 'the intent’s key, as the thread and `/api/approvals` show it')
    .addOption(explorerOption())
    .addOption(nodeOption('your own Subtensor node'))
    .addHelpText(
      'after',
      `
Nothing that the explorer says is believed: the ledger is replayed here, the call is made again and compared byte by byte,
and your node must have it open.`,
    )
    .action(async (key, options) => (await import('./approve/run.ts')).approveByOptions(key, options))
}
