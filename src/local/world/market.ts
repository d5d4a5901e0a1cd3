import { join } from 'node:path'
import { linkMessage } from '../../handlers/account/link-signature.ts'
import { readIssueForm, renderIssueForm } from '../github/issue-form.ts'
import type { LocalGitHub } from '../github/server.ts'
import { openRepository, type Repository } from './repository.ts'
import type { Wallets } from './wallets.ts'

/** What people do in the market's repository. */
export interface Market extends Repository {
  openIdea(login: string, answers: IdeaAnswers, after?: number): Promise<number>
  /** Ties a person's account to their wallet. */
  link(login: string, issue: number): Promise<void>
  /** Commits the market's `.github/tributary.yml`. */
  setSettings(yaml: string): Promise<void>
}

export interface IdeaAnswers {
  readonly problem: string
  readonly link: string
  readonly inefficiency: string
  readonly solution: string
  readonly mechanism: string
  readonly roles: string
  readonly target: string
}

const form = readIssueForm(
  join(import.meta.dirname, '../../../templates/idea/market/.github/ISSUE_TEMPLATE/idea.yml'),
)

export function openMarket(github: LocalGitHub, wallets: Wallets): Market {
  const repository = openRepository(github, github.market)
  return {
    ...repository,
    openIdea: (login, answers, after) =>
      repository.openIssue(login, answers.problem, renderIssueForm(form, { ...answers }), after),
    link: (login, issue) => {
      const address = wallets.addressOf(login)
      const signature = wallets.signText(login, linkMessage(github.users[login] ?? 0, address))
      return repository.comment(login, issue, `/link ${address} ${signature}`)
    },
    setSettings: (yaml) => repository.write('ops', '.github/tributary.yml', yaml, 'Deadlines for people'),
  }
}
