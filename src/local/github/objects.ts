import type { Row } from './emulator.ts'
import type { TreeEntry, World } from './world.ts'

/** Git's objects: GitHub keeps them for a repository and its forks together, the emulator for each by itself. */

/** A commit and all that came before it, newest first. */
export function ancestors(world: World, repository: Row, tip: string): string[] {
  const seen = new Set<string>()
  const next = [tip]
  for (let sha = next.shift(); sha !== undefined; sha = next.shift()) {
    if (seen.has(sha)) continue
    seen.add(sha)
    next.push(...(findCommit(world, repository, sha)?.parent_shas ?? []))
  }
  return [...seen]
}

export function findCommit(world: World, repository: Row, sha: string) {
  return world.commits.findBy('sha', sha).find((row) => row.repo_id === repository.id)
}

/** Every file of a commit by its path. */
export function filesOf(world: World, repository: Row, commit: string): Map<string, TreeEntry> {
  const files = new Map<string, TreeEntry>()
  const walk = (sha: string, prefix: string): void => {
    const tree = world.trees.findBy('sha', sha).find((row) => row.repo_id === repository.id)
    for (const entry of tree?.tree ?? []) {
      const path = prefix + entry.path
      if (entry.type === 'tree') walk(entry.sha, `${path}/`)
      else files.set(path, { ...entry, path })
    }
  }
  walk(findCommit(world, repository, commit)?.tree_sha ?? '', '')
  return files
}

/** The content of a blob; null where it is not text. */
export function textOf(world: World, repository: Row, sha: string): string | null {
  const blob = world.blobs.findBy('sha', sha).find((row) => row.repo_id === repository.id)
  if (!blob) return null
  if (blob.encoding !== 'base64') return blob.content
  const bytes = Buffer.from(blob.content, 'base64')
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes) && !text.includes('\0') ? text : null
}

/** Makes a commit of one repository, with all that it needs, reachable in another of its network. */
export function share(world: World, from: Row, to: Row, tip: string): void {
  if (from.id === to.id) return
  for (const sha of ancestors(world, from, tip)) {
    const commit = findCommit(world, from, sha)
    if (!commit || findCommit(world, to, sha)) continue
    shareTree(world, from, to, commit.tree_sha)
    copy(world.commits, commit, to)
  }
}

function shareTree(world: World, from: Row, to: Row, sha: string): void {
  const rows = world.trees.findBy('sha', sha)
  const tree = rows.find((row) => row.repo_id === from.id)
  if (!tree || rows.some((row) => row.repo_id === to.id)) return
  for (const entry of tree.tree) {
    if (entry.type === 'tree') shareTree(world, from, to, entry.sha)
    const blobs = world.blobs.findBy('sha', entry.sha)
    const blob = blobs.find((row) => row.repo_id === from.id)
    if (blob && !blobs.some((row) => row.repo_id === to.id)) copy(world.blobs, blob, to)
  }
  copy(world.trees, tree, to)
}

function copy<T extends { repo_id: number }>(
  rows: { insert(row: T): unknown },
  { id, created_at, updated_at, ...row }: T & Row,
  to: Row,
): void {
  rows.insert({ ...row, repo_id: to.id } as unknown as T)
}
