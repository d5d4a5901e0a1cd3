import type { GitHub } from '../../github/client.ts'
import type { SubnetFacts } from '../../mechanisms/architecture/architecture.ts'
import { filesAt, type RepositoryPath } from '../kit/contents.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { ARCHITECTURE, isDesign } from '../proposal/paths.ts'
import { readProposal } from '../proposal/proposal.ts'

/** The end of the default branch, whatever it is called, with the architecture there as `chain` lets it be read. */
export async function defaultDesign(
  octokit: GitHub,
  contents: ErrandTools['contents'],
  at: RepositoryPath,
  chain: SubnetFacts,
) {
  const { branch, commit } = await defaultBranch(octokit, at)
  const files = await filesAt(octokit, contents, at, commit, isDesign)
  // What else stands there was judged when it was proposed.
  const reading = readProposal({ files, base: files, changed: [ARCHITECTURE], chain })
  return { branch, commit, files, ...reading }
}

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
