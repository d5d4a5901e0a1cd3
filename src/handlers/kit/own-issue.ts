import type { GitHub } from '../../github/client.ts'
import type { RepositoryPath } from './contents.ts'

/** An issue that the App opens in a subnet's home, once. */
export interface OwnIssue {
  readonly label: string
  /** A comment in HTML at the end of its text: by it and the label the App knows the issue again after a crash. */
  readonly mark: string
  readonly title: string
  readonly body: string
}

/** Opens it, or finds the one that was opened; answers its number. */
export const openOnce = async (octokit: GitHub, at: RepositoryPath, issue: OwnIssue): Promise<number> =>
  (await find(octokit, at, issue)) ?? (await open(octokit, at, issue))

/** A stranger cannot put a label on, and an issue of a person is none of ours. */
async function find(octokit: GitHub, at: RepositoryPath, { label, mark }: OwnIssue): Promise<number | null> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues', {
    ...at,
    labels: label,
    state: 'all',
    sort: 'created',
    direction: 'asc',
    per_page: 20,
  })
  const own = data.find(({ user, body }) => user?.type === 'Bot' && body?.includes(mark))
  return own?.number ?? null
}

async function open(
  octokit: GitHub,
  at: RepositoryPath,
  { label, mark, title, body }: OwnIssue,
): Promise<number> {
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/issues', {
    ...at,
    title,
    body: `${body}\n${mark}`,
    labels: [label],
  })
  return data.number
}
