import type { GitHub } from '../../github/client.ts'
import { SELLING } from '../../github/labels.ts'
import { renderTemplate } from '../../github/template.ts'
import type { RepositoryPath } from '../kit/contents.ts'
import type { ErrandRunner } from '../kit/errand.ts'

/** By it the App knows the issue again after a crash. */
const MARK = '<!-- tributary:storefront -->'

/** S1: opens the issue in which the output is sold, or goes on with the one that was opened. */
export const openStorefront: ErrandRunner<'storefront', 'github'> = async (
  { github },
  { home, idea },
  _errand,
  when,
) => {
  if (!home || !idea) return null
  const octokit = await github.asInstallation(home.installation)
  const at = { owner: home.repository.owner, repo: home.repository.name }
  const issue = (await find(octokit, at)) ?? (await open(octokit, at, idea.terms.title))
  return { type: 'ReportStorefront', issue, ...when }
}

/** A stranger cannot put a label on, and an issue of a person is none of ours. */
async function find(octokit: GitHub, at: RepositoryPath): Promise<number | null> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues', {
    ...at,
    labels: SELLING,
    state: 'all',
    sort: 'created',
    direction: 'asc',
    per_page: 20,
  })
  const own = data.find(({ user, body }) => user?.type === 'Bot' && body?.includes(MARK))
  return own?.number ?? null
}

async function open(octokit: GitHub, at: RepositoryPath, title: string): Promise<number> {
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/issues', {
    ...at,
    title: 'Shares of the output',
    body: `${renderTemplate('storefront/issue', { title })}\n${MARK}`,
    labels: [SELLING],
  })
  return data.number
}
