import { createHash } from 'node:crypto'
import { type GitHub, orForbidden, orNull } from '../../github/client.ts'
import { renderTemplate } from '../../github/template.ts'
import type { ReportRelease } from '../../mechanisms/launch/slice.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { type Contents, filesAt, type RepositoryPath } from '../kit/contents.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { isDesign } from '../proposal/paths.ts'

/** How many tags of the wanted name may be a stranger's before the App gives way. */
const MOST_TAGS = 5

/** L1: tags what was merged, and publishes it with the digest of every file of the architecture. */
export const releaseArchitecture: ErrandRunner<'release', 'github' | 'contents'> = async (
  tools,
  state,
  { round, commit },
  when,
) => {
  if (!state.home) return null
  const { repository, installation } = state.home
  const at = { owner: repository.owner, repo: repository.name }
  const result = await orForbidden<ReportRelease['result']>(async () => {
    const octokit = await tools.github.asInstallation(installation)
    return publish(octokit, at, { round, commit }, () => textOf(octokit, tools.contents, at, state, commit))
  })
  return { type: 'ReportRelease', round, result, ...when }
}

/** Tags the commit that came of a round, and publishes it with a text. Done twice it is done once. */
export async function publish(
  octokit: GitHub,
  at: RepositoryPath,
  { round, commit }: { readonly round: number; readonly commit: string },
  text: () => Promise<string>,
): Promise<ReportRelease['result']> {
  const free = await tagFor(octokit, at, round, commit)
  if (free === null) return { ok: false, reason: 'conflict' }
  const { tag, isThere } = free
  // A published release has its tag: where there is none, nothing was released.
  if (!isThere || !(await isReleased(octokit, at, tag))) {
    await octokit.request('POST /repos/{owner}/{repo}/releases', {
      ...at,
      tag_name: tag,
      target_commitish: commit,
      name: tag,
      body: await text(),
    })
  }
  return { ok: true, tag }
}

/** The first of `architecture-v1`, `architecture-v1.1`, … that is free, or that names this very commit. */
async function tagFor(
  octokit: GitHub,
  at: RepositoryPath,
  round: number,
  commit: string,
): Promise<{ readonly tag: string; readonly isThere: boolean } | null> {
  for (let attempt = 0; attempt < MOST_TAGS; attempt += 1) {
    const tag = attempt === 0 ? `architecture-v${round}` : `architecture-v${round}.${attempt}`
    const taggedCommit = await commitOf(octokit, at, tag)
    if (taggedCommit === null || taggedCommit === commit) return { tag, isThere: taggedCommit !== null }
  }
  return null
}

/** Of the names that begin so. An empty list says that there is no such tag; a 404 could be a fault as well. */
async function commitOf(octokit: GitHub, at: RepositoryPath, tag: string): Promise<string | null> {
  const ref = `tags/${tag}`
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ...at, ref })
  return data.find((found) => found.ref === `refs/${ref}`)?.object.sha ?? null
}

async function isReleased(octokit: GitHub, at: RepositoryPath, tag: string): Promise<boolean> {
  const found = await orNull(() =>
    octokit.request('GET /repos/{owner}/{repo}/releases/tags/{tag}', { ...at, tag }),
  )
  return found !== null
}

async function textOf(
  octokit: GitHub,
  contents: Contents,
  at: RepositoryPath,
  { idea, launch }: SubnetState,
  commit: string,
): Promise<string> {
  const files = await filesAt(octokit, contents, at, commit, isDesign)
  return renderTemplate('launch/release', {
    title: idea?.terms.title ?? '',
    round: launch?.round ?? 0,
    pull: launch?.pull ?? 0,
    author: launch?.guarantor.login ?? '',
    files: [...files].map(([path, content]) => ({ path, digest: digestOf(content) })),
  })
}

const digestOf = (content: Uint8Array | null): string =>
  content === null ? 'too large to be read' : createHash('sha256').update(content).digest('hex')
