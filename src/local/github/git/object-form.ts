import { createHash } from 'node:crypto'
import type { Blob, Commit, TreeEntry } from '../world.ts'

/** Objects as git writes them. The store keeps them in rows, under the digests that git gives them. */

export type ObjectKind = 'blob' | 'tree' | 'commit'
export type CommitFields = Omit<Commit, 'repo_id' | 'sha'>

/** SHA-1 as 40 hex digits: the name of an object. */
export function digestOf(kind: ObjectKind, bytes: Buffer): string {
  return createHash('sha1').update(headOf(kind, bytes)).update(bytes).digest('hex')
}

/** What stands before the bytes of an object, in its digest and in its file. */
export const headOf = (kind: ObjectKind, bytes: Buffer): string => `${kind} ${bytes.length}\0`

export const blobBytes = ({ content, encoding }: Pick<Blob, 'content' | 'encoding'>): Buffer =>
  Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8')

export function blobOf(bytes: Buffer): Pick<Blob, 'content' | 'encoding' | 'size'> {
  const text = bytes.toString('utf8')
  const isText = !text.includes('\0') && Buffer.from(text).equals(bytes)
  return isText
    ? { content: text, encoding: 'utf-8', size: bytes.length }
    : { content: bytes.toString('base64'), encoding: 'base64', size: bytes.length }
}

/** Git sorts a folder as if its name ended with a slash. */
export function treeBytes(entries: readonly TreeEntry[]): Buffer {
  const sortKey = ({ path, type }: TreeEntry) => Buffer.from(type === 'tree' ? `${path}/` : path)
  const ordered = entries.toSorted((a, b) => Buffer.compare(sortKey(a), sortKey(b)))
  return Buffer.concat(
    ordered.flatMap(({ mode, path, sha }) => [
      Buffer.from(`${mode.replace(/^0+/, '')} ${path}\0`),
      Buffer.from(sha, 'hex'),
    ]),
  )
}

const DIGEST_BYTES = 20
const FOLDER = '040000'
const SUBMODULE = '160000'

export function treeOf(bytes: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at)
    const [digits = '', ...path] = bytes.toString('utf8', at, end).split(' ')
    const mode = digits.padStart(6, '0')
    const type = mode === FOLDER ? 'tree' : mode === SUBMODULE ? 'commit' : 'blob'
    at = end + 1 + DIGEST_BYTES
    entries.push({ path: path.join(' '), mode, type, sha: bytes.toString('hex', end + 1, at) })
  }
  return entries
}

export function commitBytes(commit: CommitFields): Buffer {
  const message = commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`
  return Buffer.from(
    [
      `tree ${commit.tree_sha}`,
      ...commit.parent_shas.map((sha) => `parent ${sha}`),
      `author ${commit.author_name} <${commit.author_email}> ${writtenTime(commit.author_date)}`,
      `committer ${commit.committer_name} <${commit.committer_email}> ${writtenTime(commit.committer_date)}`,
      '',
      message,
    ].join('\n'),
  )
}

/** Of the headers only those that the store keeps: a signature is left out, and stays in git's own file. */
export function commitOf(bytes: Buffer): Omit<CommitFields, 'user_id'> {
  const text = bytes.toString('utf8')
  const end = text.indexOf('\n\n')
  const headers = text.slice(0, end).split('\n')
  const valuesOf = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  const [author, committer] = [identityOf(valuesOf('author')[0]), identityOf(valuesOf('committer')[0])]
  return {
    message: text.slice(end + 2).replace(/\n$/, ''),
    tree_sha: valuesOf('tree')[0] ?? '',
    parent_shas: valuesOf('parent'),
    author_name: author.name,
    author_email: author.email,
    author_date: author.date,
    committer_name: committer.name,
    committer_email: committer.email,
    committer_date: committer.date,
  }
}

function identityOf(line = ''): { name: string; email: string; date: string } {
  const [, name = '', email = '', seconds = '0', zone = '+0000'] =
    /^(.*?) ?<(.*)> (\d+) ([+-]\d{4})$/.exec(line) ?? []
  return { name, email, date: readTime(Number(seconds), zone) }
}

const MINUTE = 60_000

/** ISO in the zone that the commit names: `2026-01-02T03:04:05+01:00`. */
function readTime(seconds: number, zone: string): string {
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(3)]
  const shift = (Number(hours) * 60 + Number(minutes)) * MINUTE * (zone.startsWith('-') ? -1 : 1)
  const local = new Date(seconds * 1_000 + shift).toISOString().slice(0, 19)
  return `${local}${zone.slice(0, 3)}:${minutes}`
}

/** Seconds since 1970 and the zone, as a commit names a time. */
function writtenTime(iso: string): string {
  const [, zone = '+00:00'] = /([+-]\d\d:?\d\d)$/.exec(iso) ?? []
  return `${Math.floor(Date.parse(iso) / 1_000)} ${zone.replace(':', '')}`
}
