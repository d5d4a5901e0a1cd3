import { createHash } from 'node:crypto'
import type { GitHub } from '../../github/client.ts'
import { type Files, MAXIMUM_FILE_BYTES } from './files.ts'

/** A file in a tree; its size in bytes. */
export interface TreeFile {
  readonly path: string
  readonly digest: string
  readonly size: number
}

/** What git names by digest never changes: it is asked of GitHub once, and forgotten when room is needed. */
export interface Contents {
  readonly blobs: Kept<Uint8Array>
  readonly trees: Kept<readonly TreeFile[]>
  /** Default branches by `owner/name`: these may change, and are asked anew where one is not there any more. */
  readonly branches: Kept<string>
}

interface Kept<Value> {
  get(digest: string): Value | undefined
  keep(digest: string, value: Value): void
}

const MOST_BYTES = 64 * 1024 * 1024
const MOST_TREES = 200
const MOST_BRANCHES = 10_000

/** How many blobs are fetched one by one for one commit; what is beyond is left unread, as too large a file is. */
export const MOST_BLOBS = 100

export const createContents = (): Contents => ({
  blobs: keeper(MOST_BYTES, ({ length }) => length),
  trees: keeper(MOST_TREES, () => 1),
  branches: keeper(MOST_BRANCHES, () => 1),
})

/** Keeps what was used last, up to a sum of weights. */
function keeper<Value>(most: number, weigh: (value: Value) => number): Kept<Value> {
  const kept = new Map<string, Value>()
  let weight = 0
  const drop = (digest: string) => {
    const value = kept.get(digest)
    if (value !== undefined) weight -= weigh(value)
    kept.delete(digest)
  }
  return {
    get: (digest) => {
      const value = kept.get(digest)
      if (value !== undefined) {
        kept.delete(digest)
        kept.set(digest, value)
      }
      return value
    },
    keep: (digest, value) => {
      drop(digest)
      kept.set(digest, value)
      weight += weigh(value)
      for (const [oldest] of kept) {
        if (weight <= most) return
        drop(oldest)
      }
    },
  }
}

/** The name that git gives to a file with this content. */
export const blobSha = (content: Uint8Array): string =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')

export type RepositoryPath = { readonly owner: string; readonly repo: string }

/** All files of a commit or tree, by its digest. */
export async function readTree(
  octokit: GitHub,
  { trees }: Contents,
  at: RepositoryPath,
  digest: string,
): Promise<readonly TreeFile[]> {
  const known = trees.get(digest)
  if (known) return known
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    ...at,
    tree_sha: digest,
    recursive: '1',
  })
  const files = data.tree
    .filter(({ type }) => type === 'blob')
    .map(({ path, sha, size }) => ({ path, digest: sha, size: size ?? 0 }))
  trees.keep(digest, files)
  return files
}

/** The content of these files; null for those that are too large, or too many to be fetched one by one. */
export async function readBlobs(
  octokit: GitHub,
  { blobs }: Contents,
  at: RepositoryPath,
  files: readonly TreeFile[],
): Promise<Files> {
  const read = new Map<string, Uint8Array | null>()
  let fetched = 0
  for (const { path, digest, size } of files) {
    const known = blobs.get(digest)
    if (known || size > MAXIMUM_FILE_BYTES || fetched >= MOST_BLOBS) {
      read.set(path, known ?? null)
      continue
    }
    fetched += 1
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
      ...at,
      file_sha: digest,
    })
    const content = Buffer.from(data.content, 'base64')
    blobs.keep(digest, content)
    read.set(path, content)
  }
  return read
}

/** The files of a commit or tree that are wanted. */
export async function filesAt(
  octokit: GitHub,
  contents: Contents,
  at: RepositoryPath,
  digest: string,
  isWanted: (path: string) => boolean,
): Promise<Files> {
  const tree = await readTree(octokit, contents, at, digest)
  return readBlobs(
    octokit,
    contents,
    at,
    tree.filter(({ path }) => isWanted(path)),
  )
}
