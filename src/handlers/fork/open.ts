import { type GitHub, gitHubsWords, insisting, refusalOf } from '../../github/client.ts'
import { mention } from '../../github/escape.ts'
import { renderTemplate } from '../../github/template.ts'
import type { AskedFork, Origin, ReportFork } from '../../mechanisms/fork/slice.ts'
import type { HomeSlice } from '../../mechanisms/home/slice.ts'
import type { IdeaSlice } from '../../mechanisms/idea/slice.ts'
import type { ErrandRunner, ErrandTools } from '../kit/errand.ts'
import { readForkBody, writeForkBody } from './body.ts'
import { linkToOrigin, linkToParent } from './links.ts'
import { originOf } from './origin.ts'

type Result = ReportFork['result']

/** F1: opens the issue of a fork's idea in the market of its parent, or goes on with the one that was opened. */
export const openFork: ErrandRunner<'fork', 'github' | 'places' | 'contents'> = async (
  { github, places, contents },
  { idea, home, fork },
  { number },
  when,
) => {
  const asked = fork.last.find((one) => one.number === number)
  if (!idea || !asked) return null
  const result = await insisting(() => opened({ github, places, contents }, idea, home, asked)).catch(refused)
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
  { github, places, contents }: Pick<ErrandTools, 'github' | 'places' | 'contents'>,
  idea: IdeaSlice,
  home: HomeSlice | null,
  asked: AskedFork,
): Promise<Result> {
  const octokit = await github.asInstallation(idea.installation)
  const found = await find(octokit, idea, asked)
  const origin =
    home && (await originOf(await github.asInstallation(home.installation), contents, home.repository))
  const { number: issue, body } = found ?? (await open(octokit, places.github, idea, asked, origin))
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
        parent: linkToParent({ repository, issue }, front),
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
