import type { GitHub } from '../../github/client.ts'
import type { RepositoryPath } from '../kit/contents.ts'

/** What stands at a path: a file, a link or a module. */
export interface Entry {
  readonly mode: Mode
  readonly type: 'blob' | 'commit'
  readonly sha: string
}

type Mode = '100644' | '100755' | '120000' | '160000'

/** By path. */
export type Tree = ReadonlyMap<string, Entry>

const MODES: ReadonlySet<string> = new Set<Mode>(['100644', '100755', '120000', '160000'])

/** All of a commit. Throws where GitHub does not give all of it. */
export async function entriesAt(octokit: GitHub, at: RepositoryPath, commit: string): Promise<Tree> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    ...at,
    tree_sha: commit,
    recursive: '1',
  })
  if (data.truncated) throw new Error(`The tree of ${commit} is too large.`)
  return new Map(
    data.tree.flatMap(({ path, mode, type, sha }) =>
      MODES.has(mode)
        ? [[path, { mode: mode as Mode, type: type === 'commit' ? 'commit' : 'blob', sha }]]
        : [],
    ),
  )
}

/** What stood in a branch before a merge, and after it. Throws where the commit has nothing before it. */
export async function treesOf(
  octokit: GitHub,
  at: RepositoryPath,
  commit: string,
): Promise<{ readonly before: Tree; readonly merged: Tree }> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...at,
    commit_sha: commit,
  })
  const [parent] = data.parents
  if (!parent) throw new Error(`${commit} is the first commit.`)
  return { before: await entriesAt(octokit, at, parent.sha), merged: await entriesAt(octokit, at, commit) }
}

/** What a merge did to each file that it changed, by path. */
export const changedBetween = (before: Tree, merged: Tree) =>
  [...new Set([...before.keys(), ...merged.keys()])].toSorted().flatMap((path) => {
    const [old, made] = [before.get(path), merged.get(path)]
    if (isSame(old, made)) return []
    return [{ path, how: !old ? 'added' : !made ? 'removed' : 'changed' }]
  })

/** What is to be put where so that a merge is undone: null takes a path away. */
export type Undoing = ReadonlyMap<string, Entry | null>

/**
 * N2: what takes back a merge from a branch that has gone on since. What was changed since is none of the merge: then a person has to
 * say what is right, and the answer is null. What is so already stays.
 */
export function undoing(before: Tree, merged: Tree, now: Tree): Undoing | null {
  const found = new Map<string, Entry | null>()
  for (const path of new Set([...before.keys(), ...merged.keys()])) {
    const [old, made, present] = [before.get(path), merged.get(path), now.get(path)]
    if (isSame(old, made) || isSame(present, old)) continue
    if (!isSame(present, made)) return null
    found.set(path, old ?? null)
  }
  return found
}

const isSame = (one: Entry | undefined, other: Entry | undefined): boolean =>
  one?.sha === other?.sha && one?.mode === other?.mode
