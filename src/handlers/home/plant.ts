import { type GitHub, refusalOf } from '../../github/client.ts'
import { findFile } from '../../github/file.ts'
import type { RepositoryPath } from '../kit/contents.ts'
import { INCIDENT_LABEL } from '../probation/open-incident.ts'
import { ARCHITECTURE } from '../proposal/paths.ts'

/** A repository and its default branch. */
export interface Ground {
  readonly owner: string
  readonly name: string
  readonly branch: string
}

interface Commit {
  readonly sha: string
  readonly tree: string
  readonly parents: number
}

/**
 * Commits a subnet's first files, in one commit, where there is no architecture yet. Over the one commit with which
 * GitHub begins a repository it becomes the first itself; what else is in the repository stays.
 */
export async function plant(
  octokit: GitHub,
  ground: Ground,
  message: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const at = { owner: ground.owner, repo: ground.name }
  await makeLabel(octokit, at)
  if (await isPlanted(octokit, at)) return
  const tip = (await tipOf(octokit, at)) ?? (await begin(octokit, at))
  const tree = await makeTree(octokit, at, files, tip.tree)
  await commitTree(octokit, ground, message, tree, tip.parents === 0 ? null : tip.sha)
}

/** On top of a tree, or alone. Gives its digest. */
export async function makeTree(
  octokit: GitHub,
  at: RepositoryPath,
  files: ReadonlyMap<string, string>,
  base?: string,
): Promise<string> {
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/git/trees', {
    ...at,
    ...(base === undefined ? {} : { base_tree: base }),
    tree: [...files].map(([path, content]) => ({
      path,
      content,
      mode: '100644' as const,
      type: 'blob' as const,
    })),
  })
  return data.sha
}

/** Where there is no parent, in place of all that the branch had. */
export async function commitTree(
  octokit: GitHub,
  { owner, name: repo, branch }: Ground,
  message: string,
  tree: string,
  parent: string | null,
): Promise<void> {
  const at = { owner, repo }
  const commit = await octokit.request('POST /repos/{owner}/{repo}/git/commits', {
    ...at,
    message,
    tree,
    parents: parent === null ? [] : [parent],
  })
  await octokit.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
    ...at,
    ref: `heads/${branch}`,
    sha: commit.data.sha,
    force: parent === null,
  })
}

const isPlanted = async (octokit: GitHub, at: RepositoryPath): Promise<boolean> =>
  (await findFile(octokit, { ...at, path: ARCHITECTURE })) !== null

/** The last commit of the default branch; null where the repository is empty. */
async function tipOf(octokit: GitHub, at: RepositoryPath): Promise<Commit | null> {
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/commits', { ...at, per_page: 1 })
    const [tip] = data
    return tip ? { sha: tip.sha, tree: tip.commit.tree.sha, parents: tip.parents.length } : null
  } catch (error) {
    if (refusalOf(error) === 409) return null
    throw error
  }
}

/** An empty repository takes no trees: its first file makes it one that does. */
async function begin(octokit: GitHub, at: RepositoryPath): Promise<Commit> {
  const { data } = await octokit.request('PUT /repos/{owner}/{repo}/contents/{path}', {
    ...at,
    path: 'README.md',
    message: 'Begin',
    content: '',
  })
  return { sha: data.commit.sha ?? '', tree: data.commit.tree?.sha ?? '', parents: 0 }
}

/** An issue form can only put on a label that is there. */
export async function makeLabel(octokit: GitHub, at: RepositoryPath): Promise<void> {
  try {
    await octokit.request('POST /repos/{owner}/{repo}/labels', {
      ...at,
      name: INCIDENT_LABEL,
      color: 'b60205',
      description: 'Decided by the validators',
    })
  } catch (error) {
    if (refusalOf(error) !== 422) throw error
  }
}
