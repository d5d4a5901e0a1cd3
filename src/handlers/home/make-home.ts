import { type GitHub, type GitHubApp, orNull, refusalOf } from '../../github/client.ts'
import type { Obstacle } from '../../mechanisms/errand/slice.ts'
import { homeDescription, homeName, isMarked } from '../../mechanisms/home/naming.ts'
import type { ReportHome } from '../../mechanisms/home/slice.ts'
import type { IdeaSlice } from '../../mechanisms/idea/slice.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { scaffoldOf } from './first-files.ts'
import { plant } from './plant.ts'

interface Found {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly branch: string
  readonly description: string | null
}

type Home = ReportHome['result']

/** A1: makes the subnet's repository, or goes on with the one that was made for it, by the App or by a person. */
export const makeHome: ErrandRunner<'home', 'github' | 'places'> = async (
  { github, places },
  { idea },
  _errand,
  when,
) => {
  if (!idea) return null
  const files = scaffoldOf({ idea, github: places.github, parent: null })
  const result = await homeFor(github, idea, files).catch(unreached)
  return { type: 'ReportHome', result, ...when }
}

/** The installation on the market is gone or suspended. */
function unreached(error: unknown): Home {
  if ([403, 404].includes(refusalOf(error))) return { ok: false, obstacle: 'no-access' }
  throw error
}

async function homeFor(
  github: GitHubApp,
  idea: IdeaSlice,
  files: ReadonlyMap<string, string>,
): Promise<Home> {
  const octokit = await github.asInstallation(idea.installation)
  // Asked first: later it would look like a repository that is not there.
  await (await github.asApp()).request('GET /app/installations/{installation_id}', {
    installation_id: idea.installation,
  })
  const { owner } = idea.repository
  const name = homeName(idea)
  const found = (await find(octokit, owner, name)) ?? (await create(octokit, idea, name))
  if (typeof found === 'string') return { ok: false, obstacle: found }
  if (!isMarked(found.description, idea)) return { ok: false, obstacle: 'taken' }
  const installation = await installationOn(github, found)
  if (installation === null) return { ok: false, obstacle: 'no-access' }
  const { id, owner: login } = found
  const planted = await tryToPlant(await github.asInstallation(installation), found, idea, files)
  if (!planted) return { ok: false, obstacle: 'forbidden' }
  return { ok: true, repository: { id, owner: login, name: found.name }, installation }
}

const find = (octokit: GitHub, owner: string, repo: string): Promise<Found | null> =>
  orNull(async () => foundIn((await octokit.request('GET /repos/{owner}/{repo}', { owner, repo })).data))

const foundIn = (data: {
  readonly id: number | bigint
  readonly name: string
  readonly owner: { readonly login: string }
  readonly default_branch: string
  readonly description: string | null
}): Found => ({
  id: Number(data.id),
  owner: data.owner.login,
  name: data.name,
  branch: data.default_branch,
  description: data.description,
})

/** Only organizations let an App make repositories, and only where it may administrate. */
async function create(
  octokit: GitHub,
  idea: IdeaSlice,
  name: string,
): Promise<Found | Exclude<Obstacle, 'conflict'>> {
  const org = idea.repository.owner
  try {
    const { data } = await octokit.request('POST /orgs/{org}/repos', {
      org,
      name,
      description: homeDescription(idea),
      private: false,
      auto_init: true,
      has_wiki: false,
      has_projects: false,
    })
    return foundIn(data)
  } catch (error) {
    const status = refusalOf(error)
    // 422: the name is in use, by a repository that the App may not see or that was made just now.
    if (status === 422) return (await find(octokit, org, name)) ?? 'taken'
    if (status === 403 || status === 404) return 'forbidden'
    throw error
  }
}

const installationOn = (github: GitHubApp, { owner, name: repo }: Found): Promise<number | null> =>
  orNull(async () => {
    const app = await github.asApp()
    return (await app.request('GET /repos/{owner}/{repo}/installation', { owner, repo })).data.id
  })

async function tryToPlant(...planting: Parameters<typeof plant>): Promise<boolean> {
  try {
    await plant(...planting)
    return true
  } catch (error) {
    if ([403, 422].includes(refusalOf(error))) return false
    throw error
  }
}
