import { Command } from 'commander'
import { explorerOption, nodeOption, withSigning } from './options.ts'

/** `tributary buy`: a share of what a subnet makes, for alpha that the key's coldkey has (rule S1). */
export function buyCommand(): Command {
  return withSigning(new Command('buy'))
    .description('Buys a share of what a live subnet makes: shows the quote, then sends alpha to its wallet.')
    .argument('<netuid>', 'what the chain calls the subnet')
    .requiredOption('--amount-alpha <alpha>', 'how much to send, for example 100')
    .addOption(explorerOption())
    .addOption(nodeOption())
    .action(async (netuid, options) => (await import('./buy/buy.ts')).buy(netuid, options))
}
