import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { Row } from '../emulator.ts'
import { refsOf } from '../pushes.ts'
import type { Repository, World } from '../world.ts'
import { blobBytes, commitBytes, digestOf, headOf, type ObjectKind, treeBytes } from './object-form.ts'

/** Bare repositories, one for each repository of the store, with one folder of objects for all: forks share theirs. */
export type Disk = {
  /** Objects of all repositories. */
  objects: string
  /** Brings a repository on disk to what the store says, and answers its directory. */
  write(repository: Repository & Row): string
  /** Removes what was written, unless it is to be kept. */
  stop(): void
}

/** What belongs to nobody's settings: nothing is packed or pruned, and pull requests' heads are ours to write. */
const configOf = (hooks: string) => `[core]
	repositoryformatversion = 0
	bare = true
	hooksPath = ${JSON.stringify(hooks)}
[receive]
	autogc = false
	unpackLimit = 1000000
	hideRefs = refs/pull
	denyDeleteCurrent = true
[gc]
	auto = 0
`

/** Git runs it before it moves a branch. */
const UPDATE_HOOK = `#!/bin/sh
if grep -qxF "$1" protected; then
  echo "$1 is protected: push another branch, and open a pull request." >&2
  exit 1
fi
if [ "$(git cat-file -t "$3" 2>/dev/null)" = tag ]; then
  echo "$1 is annotated: the local GitHub takes plain tags alone." >&2
  exit 1
fi
`

/** In `kept`, or in a directory of the moment that is made when it is first needed. */
export function openDisk(world: World, kept: string | undefined): Disk {
  // Git runs in another directory than we do.
  const root = kept === undefined ? mkdtempSync(join(tmpdir(), 'tributary-git-')) : resolve(kept)
  const [objects, hooks] = [join(root, 'objects'), join(root, 'hooks')]
  for (const folder of [objects, hooks]) mkdirSync(folder, { recursive: true })
  writeFileSync(join(hooks, 'update'), UPDATE_HOOK, { mode: 0o755 })
  const known = new Set<string>()
  return {
    objects,
    write: (repository) => {
      const directory = join(root, `${repository.id}.git`)
      writeObjects(world, repository, objects, known)
      writeFrame(world, repository, directory, hooks)
      writeRefs(world, repository, directory, known)
      return directory
    },
    stop: () => {
      if (kept === undefined) rmSync(root, { recursive: true, force: true })
    },
  }
}

function writeFrame(
  world: World,
  { id, default_branch }: Repository & Row,
  directory: string,
  hooks: string,
): void {
  mkdirSync(join(directory, 'refs'), { recursive: true })
  writeFileSync(join(directory, 'HEAD'), `ref: refs/heads/${default_branch}\n`)
  writeFileSync(join(directory, 'config'), configOf(hooks))
  const guarded = world.protections.findBy('repo_id', id).filter((row) => row.required_pull_request_reviews)
  writeFileSync(
    join(directory, 'protected'),
    guarded.map(({ branch_name }) => `refs/heads/${branch_name}\n`).join(''),
  )
}

/** The store is the truth: what git wrote into a folder of its own gives way to one list. */
function writeRefs(world: World, repository: Row, directory: string, known: ReadonlySet<string>): void {
  const pulls = world.refs.findBy('repo_id', repository.id).map(({ ref, sha }) => [ref, sha] as const)
  const refs = [...new Map([...pulls, ...refsOf(world, repository)])].filter(([, sha]) => known.has(sha))
  rmSync(join(directory, 'refs'), { recursive: true, force: true })
  mkdirSync(join(directory, 'refs'))
  const lines = refs.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([ref, sha]) => `${sha} ${ref}\n`)
  writeFileSync(join(directory, 'packed-refs'), lines.join(''))
}

function writeObjects(world: World, { id }: Row, objects: string, known: Set<string>): void {
  const write = (kind: ObjectKind, sha: string, bytes: () => Buffer) => {
    if (known.has(sha)) return
    if (existsSync(fileOf(objects, sha)) || writeObject(objects, kind, sha, bytes())) known.add(sha)
  }
  for (const blob of world.blobs.findBy('repo_id', id)) write('blob', blob.sha, () => blobBytes(blob))
  for (const tree of world.trees.findBy('repo_id', id)) write('tree', tree.sha, () => treeBytes(tree.tree))
  for (const commit of world.commits.findBy('repo_id', id))
    write('commit', commit.sha, () => commitBytes(commit))
}

const fileOf = (objects: string, sha: string): string => join(objects, sha.slice(0, 2), sha.slice(2))

/** Git would call it corrupt if the bytes had another digest: then nothing is written, and the answer is false. */
function writeObject(objects: string, kind: ObjectKind, sha: string, bytes: Buffer): boolean {
  if (digestOf(kind, bytes) !== sha) return false
  const file = fileOf(objects, sha)
  mkdirSync(join(objects, sha.slice(0, 2)), { recursive: true })
  writeFileSync(`${file}.new`, deflateSync(Buffer.concat([Buffer.from(headOf(kind, bytes)), bytes])))
  renameSync(`${file}.new`, file)
  return true
}
