import { Command, Option } from 'commander'
import { explorerOption, nodeOption, withJson, withKey, withSigning } from './options.ts'

/** What a person does with their own key: link it, pay a bill, contribute to an idea or take it out again. */
export function walletCommands(): Command[] {
  return [link(), pay(), contribute(), withdraw()]
}

const onIdea = (name: string, description: string): Command =>
  withSigning(new Command(name))
    .description(description)
    .argument('<issue>', 'the number of the idea’s issue')
    .addOption(explorerOption())
    .addOption(nodeOption())
    .option('--repository <owner/name>', 'where several repositories have an idea with this number')
    .addOption(
      new Option('--treasury <address>', 'refuse another treasury than this one').env('TRIBUTARY_TREASURY'),
    )

const link = (): Command =>
  withKey(withJson(new Command('link')))
    .description('Prints the comment that ties your GitHub account to your coldkey.')
    .argument('<user id>', 'your numeric id: `curl https://api.github.com/users/<login>` shows it')
    .action(async (user, options) => (await import('./wallet/link.ts')).link(user, options))

const pay = (): Command =>
  onIdea(
    'pay',
    'Pays the bill of an idea, or of the guarantee that its round’s winner accepted: one extrinsic.',
  ).action(async (issue, options) => (await import('./wallet/pay.ts')).pay(issue, options))

const contribute = (): Command =>
  onIdea('contribute', 'Contributes to the crowdloan of an idea.')
    .argument('[TAO]', 'the same as --amount-tao')
    .option('--amount-tao <TAO>', 'how much, for example 12.5')
    .action(async (issue, amount, options) =>
      (await import('./wallet/crowdloan.ts')).contribute(issue, amount, options),
    )

const withdraw = (): Command =>
  onIdea('withdraw', 'Takes your contribution out of the crowdloan of an idea again.').action(
    async (issue, options) => (await import('./wallet/crowdloan.ts')).withdraw(issue, options),
  )
