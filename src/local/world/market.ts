import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { linkMessage } from '../../handlers/parse/link-signature.ts'
import { readIssueForm, renderIssueForm } from '../github/issue-form.ts'
import type { LocalGitHub } from '../github/server.ts'
import type { Wallets } from './wallets.ts'

/**
 * What people do in the market's repository, each with a token of their own. Nobody opens an issue with the same title or
 * writes the same comment twice, so that a story that was interrupted can tell its last step again.
 */
export interface Market {
  /** Opens an issue; answers its number. With `after`, that issue and those before it are not taken for the same. */
  openIssue(login: string, title: string, body: string, after?: number): Promise<number>
  openIdea(login: string, answers: IdeaAnswers, after?: number): Promise<number>
  comment(login: string, issue: number, body: string): Promise<void>
  /** Ties a person's account to their wallet. */
  link(login: string, issue: number): Promise<void>
  /** Commits the market's `.github/tributary.yml`. */
  setSettings(yaml: string): Promise<void>
  labels(issue: number): Promise<string[]>
  /** Bodies of the comments that the App wrote. */
  appComments(issue: number): Promise<string[]>
  pageOf(issue: number): string
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
  join(import.meta.dirname, '../../../templates/market/.github/ISSUE_TEMPLATE/idea.yml'),
)

export function openMarket(github: LocalGitHub, wallets: Wallets): Market {
  const { owner, repo } = github.market
  const as = (login: string) => new Octokit({ baseUrl: github.url, auth: github.tokens[login] })
  const comment: Market['comment'] = async (login, issue, body) => {
    const known = await as(login).issues.listComments({ owner, repo, issue_number: issue, per_page: 100 })
    if (known.data.some((each) => each.user?.login === login && each.body === body)) return
    await as(login).issues.createComment({ owner, repo, issue_number: issue, body })
  }
  const openIssue: Market['openIssue'] = async (login, title, body, after = 0) => {
    const known = await as(login).issues.listForRepo({ owner, repo, state: 'all', per_page: 100 })
    const same = known.data.find(
      (each) => each.number > after && each.user?.login === login && each.title === title,
    )
    return same?.number ?? (await as(login).issues.create({ owner, repo, title, body })).data.number
  }
  return {
    openIssue,
    comment,
    openIdea: (login, answers, after) =>
      openIssue(login, answers.problem, renderIssueForm(form, { ...answers }), after),
    link: (login, issue) => {
      const address = wallets.addressOf(login)
      const signature = wallets.signText(login, linkMessage(github.users[login] ?? 0, address))
      return comment(login, issue, `/link ${address} ${signature}`)
    },
    setSettings: async (yaml) => {
      const path = '.github/tributary.yml'
      const { data } = await as('ops').repos.getContent({ owner, repo, path })
      const content = Buffer.from(yaml).toString('base64')
      const known = 'sha' in data ? { sha: data.sha } : {}
      await as('ops').repos.createOrUpdateFileContents({
        ...{ owner, repo, path, content, ...known },
        message: 'Deadlines for people',
      })
    },
    labels: async (issue) => {
      const { data } = await as('ops').issues.listLabelsOnIssue({ owner, repo, issue_number: issue })
      return data.map((label) => label.name)
    },
    appComments: async (issue) => {
      const { data } = await as('ops').issues.listComments({
        owner,
        repo,
        issue_number: issue,
        per_page: 100,
      })
      return data.filter(({ user }) => user?.type === 'Bot').map(({ body }) => body ?? '')
    },
    pageOf: (issue) => `${github.url}/${owner}/${repo}/issues/${issue}`,
  }
}
