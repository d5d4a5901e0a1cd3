import type { GitHub } from '../../github/client.ts'
import type { RepositoryPath } from '../kit/contents.ts'

/** The default branch, whatever it is called, and the commit at its end. */
export async function defaultBranch(
  octokit: GitHub,
  at: RepositoryPath,
): Promise<{ readonly branch: string; readonly commit: string }> {
  const branch = (await octokit.request('GET /repos/{owner}/{repo}', at)).data.default_branch
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
    ...at,
    ref: `heads/${branch}`,
  })
  return { branch, commit: data.object.sha }
}
