import { Command } from 'commander'
import { explorerOption, KEY_HELP, nodeOption } from './options.ts'

/** `tributary buy`: a share of what a subnet makes, for alpha that the key's coldkey has (rule S1). */
export function buyCommand(): Command {
  return new Command('buy')
    .description('Buys a share of what a live subnet makes: shows the quote, then sends alpha to its wallet.')
    .argument('<netuid>', 'what the chain calls the subnet')
    .requiredOption('--amount-alpha <alpha>', 'how much to send, for example 100')
    .addOption(explorerOption())
    .addOption(nodeOption())
    .option('--dry-run', 'show the quote and the call, and sign nothing')
    .option('--yes', 'sign without asking')
    .addHelpText('after', KEY_HELP)
    .action(async (netuid, options) => (await import('./buy/buy.ts')).buy(netuid, options))
}
