import { Command, InvalidArgumentError } from 'commander'
import { nodeOption, withJson, withSigning } from './options.ts'

/** `tributary treasury create | hand-over | show`: who acts for the treasury, and how others take their place. */
export function treasuryCommand(): Command {
  return new Command('treasury')
    .description('Makes a treasury whose guardians can be replaced, and replaces them.')
    .addCommand(create())
    .addCommand(give())
    .addCommand(show())
}

const withNode = (name: string, description: string): Command =>
  new Command(name).description(description).addOption(nodeOption('your own Subtensor node'))

const create = (): Command =>
  withSigning(
    withNode(
      'create',
      'Makes the treasury: an account without a key, for which only the App’s key and the guardians act together.',
    ),
  )
    .requiredOption('--guardians <coldkeys>', 'the guardians’ addresses, separated by commas')
    .option('--threshold <number>', 'how many of key and guardians must approve', threshold, 2)
    .option('--treasury <address>', 'goes on with one that was made and not given to them yet')
    .addHelpText(
      'after',
      `
It must be the App’s own key, and pays about 0.2 TAO: half of it is a deposit that stays, the rest goes into the float.`,
    )
    .action(async (options) => {
      await (await import('./treasury/run.ts')).create(options)
    })

const give = (): Command =>
  withSigning(
    withNode(
      'hand-over',
      'For those who act for the treasury now: gives it to other signatories. As many run it as the threshold needs.',
    ),
  )
    .requiredOption('--treasury <address>', 'the treasury')
    .requiredOption('--from <coldkeys>', 'who acts now: the App’s key and the guardians')
    .option('--from-threshold <number>', 'how many of them must approve', threshold, 2)
    .requiredOption('--to <coldkeys>', 'who acts then: the App’s key and the guardians')
    .option('--to-threshold <number>', 'how many of them must approve then', threshold, 2)
    .addHelpText(
      'after',
      `
All must name the same people and thresholds: from these each makes the very call that the others approve. Agree on them by a way
that you trust. With the App’s own key stop the App first: it keeps count of that key’s nonces.`,
    )
    .action(async (options) => (await import('./treasury/run.ts')).give(options))

const show = (): Command =>
  withJson(withNode('show', 'Who may act for a treasury, as a node has it.'))
    .requiredOption('--treasury <address>', 'the treasury')
    .action(async (options) => (await import('./treasury/run.ts')).show(options))

function threshold(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('A threshold is a whole number from 1 on.')
}
