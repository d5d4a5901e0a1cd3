import type { Row } from '../emulator.ts'
import { refsOf } from '../pushes.ts'
import type { Repository, User, World } from '../world.ts'
import { blobOf, commitOf, type ObjectKind, treeOf } from './object-form.ts'

/** Runs git in the repository, with what it is to read. */
type Ask = (args: readonly string[], input?: string) => Promise<Buffer>

/** What a push brought into the repository on disk, brought into the store. */
export async function takeIn(
  world: World,
  repository: Repository & Row,
  pusher: User & Row,
  ask: Ask,
): Promise<void> {
  const before = refsOf(world, repository)
  const after = readRefs(
    await ask(['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags']),
  )
  const moved = [...after].filter(([ref, sha]) => before.get(ref) !== sha)
  const news = moved.map(([, sha]) => sha)
  const objects = news.length === 0 ? '' : await listObjects(ask, news, [...new Set(before.values())])
  for (const object of splitObjects(await ask(['cat-file', '--batch'], objects)))
    insert(world, repository, pusher, object)
  for (const [ref, sha] of moved) point(world, repository, ref, sha)
  for (const ref of before.keys()) if (!after.has(ref)) drop(world, repository, ref)
}

const readRefs = (lines: Buffer): Map<string, string> =>
  new Map(
    lines
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(41), line.slice(0, 40)]),
  )

async function listObjects(ask: Ask, news: readonly string[], known: readonly string[]): Promise<string> {
  const revisions = [...news, ...known.map((sha) => `^${sha}`)].join('\n')
  const listed = await ask(
    ['rev-list', '--objects', '--no-object-names', '--ignore-missing', '--stdin'],
    revisions,
  )
  return listed.toString()
}

type GitObject = { sha: string; kind: ObjectKind | 'tag'; bytes: Buffer }

/** The output of `cat-file --batch`: a line `<sha> <kind> <size>`, the bytes, a line feed. */
function* splitObjects(output: Buffer): Generator<GitObject> {
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at)
    const [sha = '', kind, size] = output.toString('utf8', at, end).split(' ')
    const bytes = output.subarray(end + 1, end + 1 + Number(size))
    yield { sha, kind: kind as GitObject['kind'], bytes }
    at = end + 2 + Number(size)
  }
}

function insert(world: World, { id }: Row, pusher: Row, { sha, kind, bytes }: GitObject): void {
  const row = { repo_id: id, sha, node_id: '' }
  const has = (rows: readonly { repo_id: number }[]) => rows.some(({ repo_id }) => repo_id === id)
  switch (kind) {
    case 'blob':
      if (!has(world.blobs.findBy('sha', sha))) world.blobs.insert({ ...row, ...blobOf(bytes) })
      break
    case 'tree':
      if (!has(world.trees.findBy('sha', sha)))
        world.trees.insert({ ...row, tree: treeOf(bytes), truncated: false })
      break
    case 'commit':
      if (!has(world.commits.findBy('sha', sha)))
        world.commits.insert({ ...row, ...commitOf(bytes), user_id: pusher.id })
      break
    case 'tag':
      // The hook lets no annotated tag in.
      break
  }
}

function point(world: World, { id }: Row, ref: string, sha: string): void {
  const known = world.refs.findBy('repo_id', id).find((row) => row.ref === ref)
  if (known) world.refs.update(known.id, { sha })
  else world.refs.insert({ repo_id: id, ref, sha, node_id: '' })
  const name = branchIn(ref)
  if (name === undefined) return
  const branch = world.branches.findBy('repo_id', id).find((row) => row.name === name)
  if (branch) world.branches.update(branch.id, { sha })
  else world.branches.insert({ repo_id: id, name, sha, protected: false })
}

function drop(world: World, { id }: Row, ref: string): void {
  for (const row of world.refs.findBy('repo_id', id)) if (row.ref === ref) world.refs.delete(row.id)
  for (const row of world.branches.findBy('repo_id', id))
    if (row.name === branchIn(ref)) world.branches.delete(row.id)
}

const branchIn = (ref: string): string | undefined => /^refs\/heads\/(.+)$/.exec(ref)?.[1]
