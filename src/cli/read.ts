import { Command } from 'commander'
import { explorerOption, withJson } from './options.ts'

const lists = () => import('./read/lists.ts')

const reading = (name: string, description: string): Command =>
  withJson(new Command(name)).description(description).addOption(explorerOption())

/** What anybody may know, by the public API: no key, no node and no ledger. */
export function readCommands(): Command[] {
  return [status(), watch(), ideas(), subnets(), tasks(), statement()]
}

const status = (): Command =>
  reading('status', 'Says how the App stands, or one idea: phase, next step, money and deadline.')
    .argument('[issue]', 'the number of an idea’s issue')
    .option('--repository <owner/name>', 'where several repositories have an idea with this number')
    .action(async (issue, options) => (await import('./read/status.ts')).status(issue, options))

const watch = (): Command =>
  new Command('watch')
    .description(
      'Draws ideas, next steps and what waits for guardians on the terminal, until you interrupt it.',
    )
    .addOption(explorerOption())
    .option('--every <seconds>', 'how often to look', '5')
    .action(async (options) => (await import('./read/watch.ts')).watch(options))

const ideas = (): Command =>
  reading('ideas', 'Lists ideas, the newest first.')
    .option('--phase <phase>', 'only those in this phase, such as funding')
    .option('--limit <number>', 'at most so many', '30')
    .action(async (options) => (await lists()).ideas(options))

const subnets = (): Command =>
  reading('subnets', 'Lists the subnets that the chain has of ideas.').action(async (options) =>
    (await lists()).subnets(options),
  )

const tasks = (): Command =>
  reading('tasks', 'Lists open tasks with role, reward and deadline, the most urgent first.')
    .argument('[netuid]', 'only those of this subnet')
    .action(async (netuid, options) => (await lists()).tasks(netuid, options))

const statement = (): Command =>
  reading('statement', 'Says what the days of live subnets gave to an account, and what of it arrived.')
    .argument('<address>', 'the account’s address')
    .argument('[netuid]', 'only of this subnet')
    .action(async (account, netuid, options) => (await lists()).statement(account, netuid, options))
