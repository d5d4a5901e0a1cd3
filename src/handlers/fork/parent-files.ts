import { isUtf8 } from 'node:buffer'
import { parseDocument } from 'yaml'
import type { GitHub } from '../../github/client.ts'
import { renderTemplate } from '../../github/template.ts'
import type { Origin, Parent } from '../../mechanisms/fork/slice.ts'
import { type Contents, type RepositoryPath, readBlobs, readTree } from '../kit/contents.ts'
import type { Files } from '../kit/files.ts'
import { ARCHITECTURE, isDesign } from '../proposal/paths.ts'
import { isLicence } from './licence.ts'
import { linkToOrigin, linkToParent } from './links.ts'
import { readable } from './origin.ts'

/** What a fork's repository begins with, and who wrote it. */
export interface ParentFiles {
  readonly files: ReadonlyMap<string, string>
  /** Lines at the end of a commit's message by which GitHub shows its authors. */
  readonly credit: string
}

/** Where the fork's own lineage stands. */
const LINEAGE = 'FORKED.md'

/** What the fork has of its own: who owns it, its forms, its README, and the schemas of today. */
const isOwn = (path: string): boolean => /^(\.github|schemas)\//.test(path) || path === 'README.md'

/**
 * The files of the parent at the commit at which it was forked, over those that every subnet begins with. Null where they cannot be read
 * any more. What is not text, too large or too much is named and left with the parent.
 */
export async function parentFiles(
  octokit: GitHub,
  contents: Contents,
  parent: Parent,
  own: ReadonlyMap<string, string>,
  github: string,
): Promise<ParentFiles | null> {
  const { origin } = parent
  if (!origin) return null
  const source = await readable(() => readSource(octokit, contents, origin))
  if (!source) return null
  const { copied, left, authors } = source
  const lineage = renderTemplate('fork/forked-file', {
    parent: linkToParent(parent, github),
    origin: linkToOrigin(origin, github),
    authors: authors.map(({ name }) => name),
    left: left.slice(0, MOST_NAMED),
    more: Math.max(0, left.length - MOST_NAMED),
  })
  return { files: together(own, copied, lineage), credit: creditOf(origin.commit, authors) }
}

async function readSource(octokit: GitHub, contents: Contents, { repository, commit }: Origin) {
  const at = { owner: repository.owner, repo: repository.name }
  const asked = (await readTree(octokit, contents, at, commit))
    .filter(({ path }) => !isOwn(path))
    .toSorted((one, other) => rank(one.path) - rank(other.path))
  const copied = textsOf(await readBlobs(octokit, contents, at, asked))
  const left = asked.map(({ path }) => path).filter((path) => !copied.has(path))
  return { copied, left, authors: await authorsOf(octokit, at, commit) }
}

const MOST_NAMED = 100

/** What of them is text. */
function textsOf(read: Files): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const [path, content] of read) {
    if (content && isUtf8(content)) texts.set(path, Buffer.from(content).toString('utf8'))
  }
  return texts
}

/** A parent that is a fork itself has a lineage of its own, which goes on. Without an architecture the fork begins with everybody's. */
function together(
  own: ReadonlyMap<string, string>,
  copied: ReadonlyMap<string, string>,
  lineage: string,
): ReadonlyMap<string, string> {
  const architecture = copied.get(ARCHITECTURE)
  const earlier = copied.get(LINEAGE)
  const kept = architecture === undefined ? [...own] : [...own].filter(([path]) => isOwn(path))
  const files = new Map([...kept, ...copied])
  files.set(LINEAGE, earlier === undefined ? lineage : `${lineage}\n---\n\n${earlier}`)
  if (architecture !== undefined) files.set(ARCHITECTURE, renamed(architecture, own.get(ARCHITECTURE) ?? ''))
  return files
}

/** Of more than can be copied, licence and architecture come first. */
const rank = (path: string): number => (isLicence(path) ? 0 : isDesign(path) ? 1 : 2)

/** The parent's architecture under the fork's name and address; as it is where it cannot be read. */
function renamed(architecture: string, own: string): string {
  const document = parseDocument(architecture)
  const scaffold = parseDocument(own)
  if (document.errors.length > 0 || !document.has('name')) return architecture
  document.set('name', scaffold.get('name'))
  if (document.hasIn(['identity', 'repository']))
    document.setIn(['identity', 'repository'], scaffold.getIn(['identity', 'repository']) ?? '')
  return document.toString({ lineWidth: 0 })
}

interface Author {
  readonly name: string
  readonly email: string
}

/** Whoever wrote the last hundred commits, each once. */
async function authorsOf(octokit: GitHub, at: RepositoryPath, sha: string): Promise<readonly Author[]> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/commits', { ...at, sha, per_page: 100 })
  const authors = new Map<string, Author>()
  for (const { commit } of data) {
    const [name, email] = [plain(commit.author?.name ?? ''), plain(commit.author?.email ?? '')]
    if (name !== '' && !authors.has(email)) authors.set(email, { name, email })
  }
  return [...authors.values()]
}

/** Anyone can write anything into a commit: no other line, and nobody mentioned. */
const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}<>]/gu, ' ')
    .trim()
    .slice(0, 100)

const creditOf = (commit: string, authors: readonly Author[]): string =>
  [
    `Forked at ${commit}.`,
    '',
    ...authors.map(({ name, email }) => `Co-authored-by: ${name.replaceAll('@', ' ')} <${email}>`),
  ].join('\n')
