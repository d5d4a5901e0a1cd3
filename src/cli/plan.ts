import { Command } from 'commander'
import { explorerOption, nodeOption } from './options.ts'

/** `tributary plan`: what differs between the architecture in force and the chain (rule C1). It changes nothing. */
export function planCommand(): Command {
  return new Command('plan')
    .description(
      'Compares a subnet on the chain with the architecture in force. Exits with 0 if they agree, with 2 if they differ.',
    )
    .argument('<netuid>', 'what the chain calls the subnet')
    .addOption(explorerOption())
    .addOption(nodeOption())
    .option('--json', 'print JSON')
    .action(async (netuid, options) => (await import('./plan/plan.ts')).plan(netuid, options))
}
