import { type GitHub, refusalOf } from '../../github/client.ts'
import { blobSha, type Contents } from '../kit/contents.ts'
import { commitTree, type Ground, makeLabel, makeTree } from './plant.ts'

interface Planting {
  readonly octokit: GitHub
  readonly contents: Contents
}

/**
 * Commits the first files to a repository that the App has just made, where it knows all that is in it. So nothing is asked, and
 * its first proposals find the files in the cache. False where GitHub has not finished making it: then it must be looked at.
 */
export async function beginPlanted(
  { octokit, contents }: Planting,
  ground: Ground,
  message: string,
  files: ReadonlyMap<string, string>,
): Promise<boolean> {
  const at = { owner: ground.owner, repo: ground.name }
  try {
    await makeLabel(octokit, at)
    const tree = await makeTree(octokit, at, files)
    await commitTree(octokit, ground, message, tree, null)
    remember(contents, ground, tree, files)
    return true
  } catch (error) {
    if (UNFINISHED.includes(refusalOf(error))) return false
    throw error
  }
}

/** An empty repository takes no trees (409), and has no branch to move (422). */
const UNFINISHED: readonly number[] = [404, 409, 422]

function remember(
  { blobs, trees, branches }: Contents,
  { owner, name, branch }: Ground,
  tree: string,
  files: ReadonlyMap<string, string>,
): void {
  const named = [...files].map(([path, text]) => {
    const content = Buffer.from(text)
    const digest = blobSha(content)
    blobs.keep(digest, content)
    return { path, digest, size: content.length }
  })
  trees.keep(tree, named)
  branches.keep(`${owner}/${name}`, branch)
}
