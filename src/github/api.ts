import type { Octokit } from '@octokit/rest'

/** What is needed of an installation's Octokit. */
export type GitHubApi = Pick<Octokit, 'request'>

export interface RepositoryName {
  readonly owner: string
  readonly name: string
}

/** Splits the `owner/name` of the ledger's rows. */
export function repositoryNamed(fullName: string): RepositoryName {
  const [owner = '', name = ''] = fullName.split('/')
  return { owner, name }
}

/** The HTTP status of an answer that Octokit throws; null where none came. */
export function statusOf(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' ? status : null
}

/**
 * GitHub has understood and says no, and will say no again: gone, locked, forbidden or invalid. Rate limits are not such
 * an answer, although they come as 403 too; neither are a failing server and a token that has just ended.
 */
export function isFinal(error: unknown): boolean {
  const status = statusOf(error)
  if (status === 403) return !isRateLimit(error)
  return status === 404 || status === 410 || status === 422 || status === 451
}

/** GitHub says no only to slow the App down. */
export function isRateLimit(error: unknown): boolean {
  const { message, response } = error as {
    message?: string
    response?: { headers?: Record<string, string | undefined> }
  }
  const headers = response?.headers ?? {}
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit|abuse detection/i.test(message ?? '')
  )
}

/** Where a comment is looked for. */
export interface IssuePlace {
  readonly repository: RepositoryName
  readonly issue: number
}

/**
 * The id of the App's own comment with a marker, after a post that may or may not have arrived. Anyone can write the marker, so that
 * who wrote the comment decides.
 */
export async function findOwnComment(
  octokit: GitHubApi,
  appId: number,
  { repository, issue }: IssuePlace,
  marker: string,
): Promise<number | null> {
  for (let page = 1; ; page += 1) {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner: repository.owner,
      repo: repository.name,
      issue_number: issue,
      per_page: PAGE,
      page,
    })
    const own = data.find(
      (comment) =>
        comment.user?.type === 'Bot' &&
        comment.performed_via_github_app?.id === appId &&
        comment.body?.endsWith(marker),
    )
    if (own) return Number(own.id)
    if (data.length < PAGE) return null
  }
}

const PAGE = 100

/** Posts a comment and gives its id. */
export async function postComment(
  octokit: GitHubApi,
  { repository, issue }: IssuePlace,
  body: string,
): Promise<number> {
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    owner: repository.owner,
    repo: repository.name,
    issue_number: issue,
    body,
  })
  return Number(data.id)
}
