import { applyPatch } from 'diff'
import { type GitHub, refusalOf } from '../../github/client.ts'
import {
  blobSha,
  type Contents,
  type RepositoryPath,
  readBlobs,
  readTree,
  type TreeFile,
} from '../kit/contents.ts'
import { type Files, MAXIMUM_FILE_BYTES } from '../kit/files.ts'
import { isWanted, MAXIMUM_FILES } from './paths.ts'

export interface HeadFiles {
  readonly files: Files
  readonly base: Files
  readonly changed: readonly string[]
}

/** GitHub names at most this many files in a comparison. */
const MOST_COMPARED = 300

interface Change {
  readonly filename: string
  readonly previous_filename?: string | undefined
  readonly status: string
  readonly sha: string | null
  readonly patch?: string | undefined
}

/**
 * The files of a head and of the commit that it branched off from the default branch. One comparison tells both which
 * files changed and, by their patches, what is in them: what git's own digest confirms need not be fetched. Throws where
 * GitHub does not know the head: it may have been pushed just now, and GitHub be behind itself.
 */
export async function readHeadFiles(
  octokit: GitHub,
  contents: Contents,
  at: RepositoryPath,
  head: string,
): Promise<HeadFiles> {
  const comparison = await compare(octokit, contents, at, head)
  if (comparison === 'strangers') return strangers(octokit, contents, at, head)
  const { base, changes } = comparison
  const before = wanted(await readTree(octokit, contents, at, base))
  const baseFiles = await readBlobs(octokit, contents, at, before)
  const isWhole = changes.length < MOST_COMPARED
  const isTold = rebuild(contents, changes, baseFiles)
  if (isWhole && isTold) {
    const files = await readBlobs(octokit, contents, at, wanted(changedTree(before, changes)))
    return { files, base: baseFiles, changed: changes.flatMap(pathsOf) }
  }
  const after = await readTree(octokit, contents, at, head)
  return {
    files: await readBlobs(octokit, contents, at, wanted(after)),
    base: baseFiles,
    changed: isWhole
      ? changes.flatMap(pathsOf)
      : changedPaths(await readTree(octokit, contents, at, base), after),
  }
}

interface Comparison {
  readonly base: string
  readonly changes: readonly Change[]
}

/** What GitHub says of a head: how it differs, that it has nothing in common, or that it is not there. */
type Compared = Comparison | 'strangers' | 'unknown'

/** With the default branch; asked once more where that may have another name by now. */
async function compare(
  octokit: GitHub,
  { branches }: Contents,
  at: RepositoryPath,
  head: string,
): Promise<Exclude<Compared, 'unknown'>> {
  const name = `${at.owner}/${at.repo}`
  const known = branches.get(name)
  const compared = known === undefined ? 'unknown' : await compareWith(octokit, at, known, head)
  if (compared !== 'unknown') return compared
  const branch = (await octokit.request('GET /repos/{owner}/{repo}', at)).data.default_branch
  branches.keep(name, branch)
  const again = branch === known ? 'unknown' : await compareWith(octokit, at, branch, head)
  if (again === 'unknown') throw new Error(`GitHub does not know the head ${head} yet`)
  return again
}

async function compareWith(
  octokit: GitHub,
  at: RepositoryPath,
  branch: string,
  head: string,
): Promise<Compared> {
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      // Of the commits, which nobody asked for, one page is one commit.
      ...at,
      basehead: `${branch}...${head}`,
      per_page: 1,
    })
    return { base: data.merge_base_commit.commit.tree.sha, changes: data.files ?? [] }
  } catch (error) {
    if (refusalOf(error) !== 404) throw error
    return /^no common ancestor/i.test((error as Error).message) ? 'strangers' : 'unknown'
  }
}

/** A head that has no commit in common with the default branch: all of it is new. */
async function strangers(
  octokit: GitHub,
  contents: Contents,
  at: RepositoryPath,
  head: string,
): Promise<HeadFiles> {
  const after = await readTree(octokit, contents, at, head)
  const files = await readBlobs(octokit, contents, at, wanted(after))
  return { files, base: new Map(), changed: after.map(({ path }) => path) }
}

/** The architecture comes before the evidence: where there is too much of it, the rules still see what they judge. */
const wanted = (tree: readonly TreeFile[]): TreeFile[] =>
  tree
    .filter(({ path }) => isWanted(path))
    .toSorted((a, b) => Number(a.path.startsWith('evidence/')) - Number(b.path.startsWith('evidence/')))
    .slice(0, MAXIMUM_FILES + 1)

const pathsOf = ({ filename, previous_filename }: Change): string[] =>
  previous_filename === undefined ? [filename] : [previous_filename, filename]

/** Puts what the patches say into the cache; false where something wanted is not told by them. */
function rebuild({ blobs }: Contents, changes: readonly Change[], base: Files): boolean {
  const told = changes
    .filter(({ filename, status }) => isWanted(filename) && status !== 'removed')
    .map((change) => {
      if (change.sha === null) return false
      if (blobs.get(change.sha)) return true
      const content = patched(change, base)
      if (!content || content.length > MAXIMUM_FILE_BYTES) return false
      blobs.keep(change.sha, content)
      return true
    })
  return told.every(Boolean)
}

/** The content after the change; null where it cannot be told, or git's digest shows that it was told wrongly. */
function patched(
  { filename, previous_filename, status, patch = '', sha }: Change,
  base: Files,
): Uint8Array | null {
  const old = status === 'added' ? new Uint8Array() : base.get(previous_filename ?? filename)
  if (!old) return null
  const text = apply(Buffer.from(old).toString('utf8'), patch)
  const content = text === null ? null : Buffer.from(text)
  return content && blobSha(content) === sha ? content : null
}

function apply(text: string, patch: string): string | null {
  try {
    return applyPatch(text, patch, { autoConvertLineEndings: false }) || (patch === '' ? text : null)
  } catch {
    return null
  }
}

/** The tree of the base as the changes leave it. Sizes do not matter: all that is wanted is in the cache. */
function changedTree(before: readonly TreeFile[], changes: readonly Change[]): TreeFile[] {
  const tree = new Map(before.map((file) => [file.path, file]))
  for (const { previous_filename, status } of changes) {
    if (status === 'renamed' && previous_filename !== undefined) tree.delete(previous_filename)
  }
  for (const { filename: path, status, sha } of changes) {
    if (status === 'removed') tree.delete(path)
    else if (sha !== null) tree.set(path, { path, digest: sha, size: 0 })
  }
  return [...tree.values()]
}

function changedPaths(before: readonly TreeFile[], after: readonly TreeFile[]): string[] {
  const [old, now] = [before, after].map((tree) => new Map(tree.map(({ path, digest }) => [path, digest])))
  const paths = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])
  return [...paths].filter((path) => old?.get(path) !== now?.get(path))
}
