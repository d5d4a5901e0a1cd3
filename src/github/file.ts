import { type GitHubApi, statusOf } from './api.ts'

/** Where a file is looked for: at a commit, or on the default branch. */
export interface FileAt {
  readonly owner: string
  readonly repo: string
  readonly path: string
  readonly ref?: string
}

/** A file as GitHub sends it. What is so large (1 MB) that it is not sent along has the encoding `none`. */
export interface FoundFile {
  readonly content: string
  readonly encoding: string
}

/**
 * Null where there is no such file. One 404 does not say so: it may be a fault, or GitHub behind itself. There is none only where the tree of
 * that commit can be read and does not list it.
 */
export async function findFile(octokit: GitHubApi, at: FileAt): Promise<FoundFile | null> {
  const { ref, ...file } = at
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...file,
      ...(ref ? { ref } : {}),
    })
    return 'content' in data ? (data as FoundFile) : null
  } catch (error) {
    if (statusOf(error) !== 404) throw error
    if (await isListed(octokit, at)) throw new Error(`GitHub did not find ${at.path}, but lists it`)
    return null
  }
}

/** A long listing is cut, but names what begins with a dot or a letter of the first ones before that. */
async function isListed(octokit: GitHubApi, { owner, repo, path, ref }: FileAt): Promise<boolean> {
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
      owner,
      repo,
      tree_sha: ref ?? 'HEAD',
      recursive: '1',
    })
    return data.tree.some((entry) => entry.path === path)
  } catch (error) {
    if (statusOf(error) === EMPTY) return false
    throw error
  }
}

/** GitHub's answer about a repository without a commit. */
const EMPTY = 409
