import { type GitHub, insisting, refusalOf } from '../../github/client.ts'
import type { Origin } from '../../mechanisms/fork/slice.ts'
import type { Repository } from '../../mechanisms/idea/slice.ts'
import { type Contents, filesAt, type RepositoryPath } from '../kit/contents.ts'
import { isLicence, isOpenLicence } from './licence.ts'

interface Commit {
  readonly sha: string
  readonly parents: readonly { readonly sha?: string }[]
}

/** So many changes of a licence are looked behind. */
const MOST_CHANGES = 20

/**
 * Where a subnet is forked: the last commit of its default branch under an open licence. Who closes the source cannot take back
 * what was open. Null where there is none, where the repository is gone, or where the App may not see it.
 */
export const originOf = (
  octokit: GitHub,
  contents: Contents,
  repository: Repository,
): Promise<Origin | null> =>
  readable(async () => {
    const at = { owner: repository.owner, repo: repository.name }
    const [tip] = await commitsOf(octokit, at, { per_page: 1 })
    if (!tip) return null
    const isOpen = (commit: string) => isOpenAt(octokit, contents, at, commit)
    if (await isOpen(tip.sha)) return { repository, commit: tip.sha }
    for (const before of await beforeChanges(octokit, contents, at, tip.sha)) {
      if (await isOpen(before)) return { repository, commit: before }
    }
    return null
  })

/** Gone or private (404), empty (409), or taken down by law (451). */
const UNREADABLE: readonly number[] = [404, 409, 451]

/** What is read of another's repository; null where GitHub says twice that there is nothing to read. */
export async function readable<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await insisting(read)
  } catch (error) {
    if (UNREADABLE.includes(refusalOf(error))) return null
    throw error
  }
}

async function commitsOf(octokit: GitHub, at: RepositoryPath, asked: object): Promise<readonly Commit[]> {
  return (await octokit.request('GET /repos/{owner}/{repo}/commits', { ...at, ...asked })).data
}

/** The commits on which the licence was changed, the latest first: a file that is gone is not in the tree, and is asked for all the same. */
async function beforeChanges(
  octokit: GitHub,
  contents: Contents,
  at: RepositoryPath,
  tip: string,
): Promise<readonly string[]> {
  const names = new Set(['LICENSE', ...(await licencesAt(octokit, contents, at, tip)).keys()])
  const changes = []
  for (const path of names) changes.push(...(await commitsOf(octokit, at, { path, per_page: MOST_CHANGES })))
  return changes.flatMap(({ parents }) => parents[0]?.sha ?? [])
}

const licencesAt = (octokit: GitHub, contents: Contents, at: RepositoryPath, commit: string) =>
  filesAt(octokit, contents, at, commit, isLicence)

async function isOpenAt(
  octokit: GitHub,
  contents: Contents,
  at: RepositoryPath,
  commit: string,
): Promise<boolean> {
  const licences = [...(await licencesAt(octokit, contents, at, commit)).values()]
  return (
    licences.length > 0 &&
    licences.every((text) => text !== null && isOpenLicence(Buffer.from(text).toString('utf8')))
  )
}
