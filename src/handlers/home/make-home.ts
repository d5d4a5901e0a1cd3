import {
  type GitHub,
  type GitHubApp,
  gitHubsWords,
  insisting,
  orNull,
  refusalOf,
} from '../../github/client.ts'
import { homeDescription, homeName, isMarked } from '../../mechanisms/home/naming.ts'
import type { ReportHome } from '../../mechanisms/home/slice.ts'
import type { IdeaSlice } from '../../mechanisms/idea/slice.ts'
import type { ErrandRunner, ErrandTools } from '../kit/errand.ts'
import { beginPlanted } from './begin-planted.ts'
import { type First, firstFiles } from './first.ts'
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
export const makeHome: ErrandRunner<'home', 'github' | 'places' | 'contents'> = async (
  { github, places, contents },
  { idea, fork },
  _errand,
  when,
) => {
  if (!idea) return null
  const tools = { github, places, contents }
  const result = await insisting(async () => {
    return homeFor(tools, idea, await firstFiles(tools, idea, fork.parent))
  }).catch(unreached)
  return { type: 'ReportHome', result, ...when }
}

/** The installation on the market is gone or suspended, as GitHub says twice. */
function unreached(error: unknown): Home {
  if ([403, 404].includes(refusalOf(error))) return { ok: false, obstacle: 'no-access' }
  throw error
}

/** Mostly it is not there yet. So it is made first, and only a refusal is asked for its reason. */
async function homeFor(
  { github, contents }: Pick<ErrandTools, 'github' | 'contents'>,
  idea: IdeaSlice,
  first: First,
): Promise<Home> {
  const { installation } = idea
  const octokit = await github.asInstallation(installation)
  const made = await create(octokit, idea)
  if ('status' in made) return goOn(github, idea, first, made)
  const isBegun = await beginPlanted({ octokit, contents }, made, first.message, first.files)
  if (!isBegun && !(await tryToPlant(octokit, made, first.message, first.files)))
    return { ok: false, obstacle: 'forbidden' }
  return homeOf(made, installation)
}

/** With the repository that is there already, if it was made for this idea; GitHub's refusal to make one is given. */
async function goOn(
  github: GitHubApp,
  idea: IdeaSlice,
  first: First,
  { status, ...words }: Refusal,
): Promise<Home> {
  // Asked first: later it would look like a repository that is not there.
  await (await github.asApp()).request('GET /app/installations/{installation_id}', {
    installation_id: idea.installation,
  })
  const octokit = await github.asInstallation(idea.installation)
  const found = await find(octokit, idea.repository.owner, homeName(idea))
  // The name may be in use by a repository that the App may not see.
  if (!found && FORBIDS_PUBLIC.test(words.said ?? '')) return { ok: false, obstacle: 'no-public', ...words }
  if (!found) return { ok: false, obstacle: status === NAME_IN_USE ? 'taken' : 'forbidden', ...words }
  if (!isMarked(found.description, idea)) return { ok: false, obstacle: 'taken' }
  const installation = await installationOn(github, found)
  if (installation === null) return { ok: false, obstacle: 'no-access' }
  const there = await github.asInstallation(installation)
  const planted = await tryToPlant(there, found, first.message, first.files)
  return planted ? homeOf(found, installation) : { ok: false, obstacle: 'forbidden' }
}

const homeOf = ({ id, owner, name }: Found, installation: number): Home => ({
  ok: true,
  repository: { id, owner, name },
  installation,
})

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

const NAME_IN_USE = 422

/** GitHub's answer where nobody may make public repositories: it has no status of its own. */
const FORBIDS_PUBLIC = /\bpublic\b|\bvisibility\b/i

interface Refusal {
  readonly status: number
  readonly said?: string
}

/**
 * Only organizations let an App make repositories, and only where it may administrate. The status is 401 where the
 * installation is gone.
 */
async function create(octokit: GitHub, idea: IdeaSlice): Promise<Found | Refusal> {
  try {
    const made = {
      org: idea.repository.owner,
      name: homeName(idea),
      description: homeDescription(idea),
      private: false,
      auto_init: true,
      has_wiki: false,
      has_projects: false,
    }
    const { data } = await insisting(() => octokit.request('POST /orgs/{org}/repos', made))
    return foundIn(data)
  } catch (error) {
    const status = refusalOf(error)
    if ([401, 403, 404, NAME_IN_USE].includes(status)) return { status, ...gitHubsWords(error) }
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
    await insisting(() => plant(...planting))
    return true
  } catch (error) {
    if ([403, 422].includes(refusalOf(error))) return false
    throw error
  }
}
