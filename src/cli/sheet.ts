import { Command } from 'commander'
import { explorerOption, nodeOption } from './options.ts'
import { say } from './output.ts'

/** `tributary sheet …`: what a day's distribution is made from, for anyone who wants to compute it again. */
export function sheetCommand(): Command {
  const sheet = new Command('sheet').description('What a day’s distribution is made from.')
  sheet
    .command('holders')
    .description('Prints who holds a subnet’s alpha at a block, as JSON that can be kept and read again.')
    .argument('<netuid>', 'the subnet')
    .option(
      '--block <number>',
      'a finalized block; without it the newest. One that is older than 256 needs an archive node',
    )
    .addOption(nodeOption())
    .action(async (netuid, options) => (await import('./sheet/holders.ts')).printHolders(netuid, options))
  sheet
    .command('verify')
    .description('Computes a day’s sheet again and holds it against its digest.')
    .argument('<digest>', 'the sheet, as the page of the subnet names it')
    .option(
      '--holders <file>',
      'who held the alpha, as `sheet holders` printed it; without it a node is asked',
    )
    .addOption(nodeOption('a Subtensor node; an archive node for a day that is over'))
    .addOption(explorerOption())
    .action(async (digest, options) => {
      const { verifyByNode } = await import('./sheet/holders.ts')
      for (const line of await verifyByNode(digest, options)) say(line)
    })
  return sheet
}
