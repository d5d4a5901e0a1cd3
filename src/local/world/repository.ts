import { Octokit } from '@octokit/rest'
import type { LocalGitHub } from '../github/server.ts'

/**
 * What people do in a repository, each with a token of their own. Nobody opens an issue with the same title or writes the
 * same comment twice, so that a story that was interrupted can tell its last step again.
 */
export interface Repository {
  /** Opens an issue; answers its number. With `after`, that issue and those before it are not taken for the same. */
  openIssue(login: string, title: string, body: string, after?: number): Promise<number>
  comment(login: string, issue: number, body: string): Promise<void>
  /** Commits one file to a branch, the default one unless said. */
  write(login: string, path: string, text: string, message: string, branch?: string): Promise<void>
  /** Opens a pull request from a branch of the author's own, with these files; answers its number. */
  propose(login: string, title: string, files: Readonly<Record<string, string>>): Promise<number>
  labels(issue: number): Promise<string[]>
  /** Bodies of the comments that the App wrote. */
  appComments(issue: number): Promise<string[]>
  pageOf(issue: number): string
  pullPageOf(pull: number): string
}

export function openRepository(
  github: LocalGitHub,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): Repository {
  const as = (login: string) => new Octokit({ baseUrl: github.url, auth: github.tokens[login] })
  const page = `${github.url}/${owner}/${repo}`
  const write: Repository['write'] = async (login, path, text, message, branch) => {
    const where = { owner, repo, path }
    const content = Buffer.from(text).toString('base64')
    const on = branch === undefined ? {} : { branch }
    const known = await shaOf(
      as(login),
      { ...where, ...(branch === undefined ? {} : { ref: branch }) },
      content,
    )
    if (known !== 'same')
      await as(login).repos.createOrUpdateFileContents({ ...where, ...on, ...known, content, message })
  }
  return {
    openIssue: async (login, title, body, after = 0) => {
      const known = await as(login).issues.listForRepo({ owner, repo, state: 'all', per_page: 100 })
      const same = known.data.find(
        (each) => each.number > after && each.user?.login === login && each.title === title,
      )
      return same?.number ?? (await as(login).issues.create({ owner, repo, title, body })).data.number
    },
    comment: async (login, issue, body) => {
      const known = await as(login).issues.listComments({ owner, repo, issue_number: issue, per_page: 100 })
      if (known.data.some((each) => each.user?.login === login && each.body === body)) return
      await as(login).issues.createComment({ owner, repo, issue_number: issue, body })
    },
    write,
    propose: async (login, title, files) => {
      const known = await as(login).pulls.list({ owner, repo, state: 'all', per_page: 100 })
      const same = known.data.find((each) => each.user?.login === login && each.title === title)
      if (same) return same.number
      const { data } = await as(login).repos.get({ owner, repo })
      const base = await as(login).git.getRef({ owner, repo, ref: `heads/${data.default_branch}` })
      const head = `${login}-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
      await branchOff(as(login), { owner, repo, ref: `refs/heads/${head}`, sha: base.data.object.sha })
      for (const [path, text] of Object.entries(files))
        await write(login, path, text, `${title}: ${path}`, head)
      const opened = await as(login).pulls.create({ owner, repo, title, head, base: data.default_branch })
      return opened.data.number
    },
    labels: async (issue) => {
      const { data } = await as('ops').issues.listLabelsOnIssue({ owner, repo, issue_number: issue })
      return data.map((label) => label.name)
    },
    appComments: async (issue) => {
      const asked = { owner, repo, issue_number: issue, per_page: 100 }
      const { data } = await as('ops').issues.listComments(asked)
      return data.filter(({ user }) => user?.type === 'Bot').map(({ body }) => body ?? '')
    },
    pageOf: (issue) => `${page}/issues/${issue}`,
    pullPageOf: (pull) => `${page}/pull/${pull}`,
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
