import { type GitHub, refusalOf } from '../../github/client.ts'
import type { RepositoryPath } from './contents.ts'

/** The pull request that was opened from a branch of the App's own, open or not: what is done again goes on with it. */
export async function pullFrom(octokit: GitHub, at: RepositoryPath, branch: string) {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls', {
    ...at,
    head: `${at.owner}:${branch}`,
    state: 'all',
  })
  return data.find(({ head }) => head.ref === branch)
}

/** Makes a branch at a commit. False where it is there: from before a crash. */
export async function makeBranch(
  octokit: GitHub,
  at: RepositoryPath,
  branch: string,
  sha: string,
): Promise<boolean> {
  try {
    await octokit.request('POST /repos/{owner}/{repo}/git/refs', { ...at, ref: `refs/heads/${branch}`, sha })
    return true
  } catch (error) {
    if (refusalOf(error) !== 422) throw error
    return false
  }
}
