import {
  type GitHub,
  type GitHubApp,
  gitHubsWords,
  insisting,
  orNull,
  refusalOf,
} from '../../github/client.ts'
import { linkTo, mention } from '../../github/escape.ts'
import { renderTemplate } from '../../github/template.ts'
import type { AskedFork, Origin, ReportFork } from '../../mechanisms/fork/slice.ts'
import type { HomeSlice } from '../../mechanisms/home/slice.ts'
import type { IdeaSlice } from '../../mechanisms/idea/slice.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { readForkBody, writeForkBody } from './body.ts'
import { linkToOrigin } from './links.ts'

type Result = ReportFork['result']

/** F1: opens the issue of a fork's idea in the market of its parent, or goes on with the one that was opened. */
export const openFork: ErrandRunner<'fork', 'github' | 'places'> = async (
  { github, places },
  { idea, home, fork },
  { number },
  when,
) => {
  const asked = fork.last.find((one) => one.number === number)
  if (!idea || !asked) return null
  const result = await insisting(() => opened(github, places.github, idea, home, asked)).catch(refused)
  return { type: 'ReportFork', number, result, ...when }
}

/** Issues may be switched off (410), or the App's rights be too few; the installation may be gone. */
function refused(error: unknown): Result {
  const status = refusalOf(error)
  if (status === 404 || status === 401) return { ok: false, obstacle: 'no-access' }
  if (status === 403 || status === 410) return { ok: false, obstacle: 'forbidden', ...gitHubsWords(error) }
  throw error
}

async function opened(
  github: GitHubApp,
  front: string,
  idea: IdeaSlice,
  home: HomeSlice | null,
  asked: AskedFork,
): Promise<Result> {
  const octokit = await github.asInstallation(idea.installation)
  const found = await find(octokit, idea, asked)
  const origin = home && (await originOf(github, home))
  const { number: issue, body } = found ?? (await open(octokit, front, idea, asked, origin))
  return { ok: true, issue, terms: readForkBody(body ?? ''), origin }
}

/** By a mark in its text, which people's issues may have too, and App's alone count. */
async function find(octokit: GitHub, { repository, issue }: IdeaSlice, { number, at }: AskedFork) {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues', {
    owner: repository.owner,
    repo: repository.name,
    state: 'all',
    sort: 'created',
    direction: 'desc',
    since: new Date(at).toISOString(),
    per_page: 100,
  })
  const mark = markOf(issue, number)
  return data.find(({ user, body }) => user?.type === 'Bot' && body?.includes(mark))
}

const markOf = (issue: number, number: number): string => `<!-- tributary:fork:${issue}:${number} -->`

async function open(
  octokit: GitHub,
  front: string,
  { repository, issue, terms }: IdeaSlice,
  { name, number, person, target }: AskedFork,
  origin: Origin | null,
) {
  const { owner, name: repo } = repository
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/issues', {
    owner,
    repo,
    title: `Idea: ${name}`,
    body: writeForkBody({
      mark: markOf(issue, number),
      preface: renderTemplate('fork/preface', {
        person: mention(person.login),
        parent: linkTo(`${owner}/${repo}#${issue}`, `${front}/${owner}/${repo}/issues/${issue}`),
        origin: origin && linkToOrigin(origin, front),
      }),
      parent: `${owner}/${repo}#${issue}`,
      name,
      link: terms.link,
      roles: terms.roles,
      target,
    }),
  })
  return data
}

/** Null where the repository is gone, or empty, or the App may not see it: the fork then begins without its files. */
async function originOf(github: GitHubApp, { repository, installation }: HomeSlice): Promise<Origin | null> {
  const octokit = await github.asInstallation(installation)
  const commits = await orNull(async () => {
    const { owner, name: repo } = repository
    return (await octokit.request('GET /repos/{owner}/{repo}/commits', { owner, repo, per_page: 1 })).data
  })
  const [tip] = commits ?? []
  return tip ? { repository, commit: tip.sha } : null
}
