import { Octokit } from '@octokit/rest'
import type { LocalGitHub } from '../github/server.ts'

/**
 * What people do in a repository, each with a token of their own. Nobody opens an issue with the same title or writes the
 * same comment twice. So a story that was interrupted can tell its last step again.
 */
export interface Repository {
  /** Opens an issue; answers its number. With `after`, that issue and those before it are not taken for the same. */
  openIssue(login: string, title: string, body: string, after?: number): Promise<number>
  comment(login: string, issue: number, body: string): Promise<void>
  /** Commits one file to the default branch. */
  write(login: string, path: string, text: string, message: string): Promise<void>
  /** Opens a pull request from a fork, with these files; answers its number. */
  propose(
    login: string,
    title: string,
    files: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<number>
  /** Pushes these files to the branch of a pull request. */
  pushTo(pull: number, login: string, files: Readonly<Record<string, string>>, message: string): Promise<void>
  /** The head commit of a pull request. */
  headOf(pull: number): Promise<string>
  labels(issue: number): Promise<string[]>
  /** Bodies of the comments that the App wrote. */
  appComments(issue: number): Promise<string[]>
  pageOf(issue: number): string
  pullPageOf(pull: number): string
}

/** A file that is not there yet is no news. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

interface RepositoryPath {
  readonly owner: string
  readonly repo: string
}

export function openRepository(github: LocalGitHub, market: RepositoryPath): Repository {
  const { owner, repo } = market
  const as = (login: string) => new Octokit({ baseUrl: github.url, auth: github.tokens[login], log: SILENT })
  const page = `${github.url}/${owner}/${repo}`
  return {
    openIssue: async (login, title, body, after = 0) => {
      const known = await as(login).issues.listForRepo({ ...market, state: 'all', per_page: 100 })
      const same = known.data.find(
        (each) => each.number > after && each.user?.login === login && each.title === title,
      )
      return same?.number ?? (await as(login).issues.create({ ...market, title, body })).data.number
    },
    comment: async (login, issue, body) => {
      const known = await as(login).issues.listComments({ ...market, issue_number: issue, per_page: 100 })
      if (known.data.some((each) => each.user?.login === login && each.body === body)) return
      await as(login).issues.createComment({ ...market, issue_number: issue, body })
    },
    write: (login, path, text, message) => write(as(login), market, { [path]: text }, message),
    propose: (login, title, files, body = '') => propose(as(login), market, login, { title, files, body }),
    pushTo: async (pull, login, files, message) => {
      const { data } = await as(login).pulls.get({ ...market, pull_number: pull })
      const { name, owner: author } = data.head.repo
      await write(as(login), { owner: author.login, repo: name }, files, message, data.head.ref)
    },
    headOf: async (pull) => (await as('ops').pulls.get({ ...market, pull_number: pull })).data.head.sha,
    labels: async (issue) => {
      const { data } = await as('ops').issues.listLabelsOnIssue({ ...market, issue_number: issue })
      return data.map((label) => label.name)
    },
    appComments: async (issue) => {
      const { data } = await as('ops').issues.listComments({ ...market, issue_number: issue, per_page: 100 })
      return data.filter(({ user }) => user?.type === 'Bot').map(({ body }) => body ?? '')
    },
    pageOf: (issue) => `${page}/issues/${issue}`,
    pullPageOf: (pull) => `${page}/pull/${pull}`,
  }
}

interface Proposed {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  readonly body: string
}

/** From a branch of a fork of one's own, as a stranger to the repository does it. */
async function propose(
  octokit: Octokit,
  market: RepositoryPath,
  login: string,
  { title, files, body }: Proposed,
): Promise<number> {
  const known = await octokit.pulls.list({ ...market, state: 'all', per_page: 100 })
  const same = known.data.find((each) => each.user?.login === login && each.title === title)
  if (same) return same.number
  const fork = await octokit.repos.createFork({ ...market })
  const own = { owner: fork.data.owner.login, repo: fork.data.name }
  const { data } = await octokit.repos.get({ ...market })
  const base = await octokit.git.getRef({ ...market, ref: `heads/${data.default_branch}` })
  const branch = title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  await branchOff(octokit, { ...own, ref: `refs/heads/${branch}`, sha: base.data.object.sha })
  await write(octokit, own, files, title, branch)
  const head = `${own.owner}:${branch}`
  return (await octokit.pulls.create({ ...market, title, body, head, base: data.default_branch })).data.number
}

/** Commits each file that is not there as it should be, to the default branch unless another is named. */
async function write(
  octokit: Octokit,
  market: RepositoryPath,
  files: Readonly<Record<string, string>>,
  message: string,
  branch?: string,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const content = Buffer.from(text).toString('base64')
    const known = await shaOf(octokit, { ...market, path, ...(branch ? { ref: branch } : {}) }, content)
    if (known === 'same') continue
    const commit = { ...known, content, message, ...(branch ? { branch } : {}) }
    await octokit.repos.createOrUpdateFileContents({ ...market, path, ...commit })
  }
}

/** What an update of a file must name: nothing where there is none yet; `same` where it says this already. */
async function shaOf(
  octokit: Octokit,
  where: { owner: string; repo: string; path: string; ref?: string },
  content: string,
): Promise<{ sha?: string } | 'same'> {
  try {
    const { data } = await octokit.repos.getContent(where)
    if (!('sha' in data)) return {}
    const present = 'content' in data ? data.content.replace(/\s/g, '') : ''
    return present === content ? 'same' : { sha: data.sha }
  } catch (error) {
    if ((error as { status?: number }).status === 404) return {}
    throw error
  }
}

/** The branch may be there from a story that was interrupted. */
async function branchOff(
  octokit: Octokit,
  branch: { owner: string; repo: string; ref: string; sha: string },
): Promise<void> {
  await octokit.git.createRef(branch).catch((error: { status?: number }) => {
    if (error.status !== 422) throw error
  })
}
