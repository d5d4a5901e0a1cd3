import { firstCursor } from '../chain/watcher/watcher.ts'
import { CONFIG_PATH } from '../handlers/events/push.ts'
import { decode } from '../ledger/json.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { readReply } from '../ledger/replies.ts'
import { type Surface, surfaceOf } from '../ledger/surfaces.ts'
import type { Repository } from '../mechanisms/idea/slice.ts'
import { showConfigCheck } from '../surface/check.ts'
import { type RepositoryName, repositoryNamed } from '../surface/github.ts'
import { reconcileThread } from '../surface/reconcile.ts'
import { type FormProblem, renderFormProblems, withEditProblems } from '../surface/replies.ts'
import { sendReply } from '../surface/reply.ts'
import { renderThread, type Thread } from '../surface/thread.ts'
import { showStandings } from './checks.ts'
import type { ConfigReader } from './configs.ts'
import { createContents } from './errands/contents.ts'
import { runErrand } from './errands/run.ts'
import type { ErrandTools } from './errands/tools.ts'
import type { GitHubApp } from './github.ts'
import { showHome } from './home-surface.ts'
import { type Places, readThreadFacts } from './thread-facts.ts'

/** What the jobs need that make GitHub show what the ledger says. */
export interface GitHubWork {
  readonly ledger: Ledger
  readonly github: GitHubApp
  readonly configs: ConfigReader
  readonly places: Places
  /** The App's id, by which it knows its own comments. */
  readonly appId: number
}

export interface WorkerTools extends GitHubWork, Omit<ErrandTools, 'now' | 'contents'> {}

/** What the job queue does for the App. A throw means another try later. */
export async function startJobWorkers(tools: WorkerTools): Promise<void> {
  const { jobs } = tools.ledger
  // By this machine's clock an answer could be older than the deadline that called for it, or promise time that is over.
  const now = async () => (await firstCursor(tools.chain, tools.ledger)).at
  const running = { ...tools, contents: createContents(), now }
  await jobs.work<{ stream: string; key: string }>('errand', ({ stream, key }) =>
    runErrand(running, stream, key),
  )
  const { surface, standings, reply, config } = gitHubJobs(tools)
  await jobs.work('surface', surface)
  await jobs.work('standings', standings)
  await jobs.work('reply', reply)
  await jobs.work('config', config)
}

interface PushedConfig {
  readonly repository: Repository
  readonly installation: number
  readonly commit: string
}

/** The work of the queues that end in calls to GitHub, by the queue's name. */
export const gitHubJobs = (work: GitHubWork) => ({
  surface: ({ stream }: { stream: string }) => show(work, stream),
  standings: ({ stream }: { stream: string }) => showStandings(work, stream),
  reply: ({ comment }: { comment: number }) => answer(work, comment),
  config: (pushed: PushedConfig) => reloadConfig(work, pushed),
})

/** The thread of one subnet, or of a form that is not filled in yet, and what the subnet's own repository shows. */
async function show(work: GitHubWork, stream: string): Promise<void> {
  const { queries } = work.ledger
  const state = await work.ledger.readSubnet(stream)
  const row = await surfaceOf(queries, stream)
  const problems = row?.form ? decode<FormProblem[]>(row.form) : []
  if (!state.idea) {
    const place = row && problems.length > 0 ? placeOf(row) : null
    return place ? showThread(work, stream, place, renderFormProblems(problems)) : undefined
  }
  const facts = await readThreadFacts(queries, work.places, state)
  const thread = renderThread(state, facts)
  if (thread) await showThread(work, stream, state.idea, withEditProblems(thread, problems))
  await showHome(work, state, facts)
}

interface ThreadPlace {
  readonly installation: number
  readonly repository: RepositoryName
  readonly issue: number
}

async function showThread(
  { ledger: { queries }, github, appId }: GitHubWork,
  subject: string,
  { installation, repository, issue }: ThreadPlace,
  desired: Thread,
): Promise<void> {
  const octokit = await github.asInstallation(installation)
  await reconcileThread({ queries, octokit, appId, subject, installation, repository, issue, desired })
}

/** An issue whose form is not filled in as it should be has no state: where it is is kept beside its surface. */
const placeOf = ({ installationId, repository, issue }: Surface) =>
  issue === null ? null : { installation: installationId, repository: repositoryNamed(repository), issue }

async function answer({ ledger, github, appId }: GitHubWork, comment: number): Promise<void> {
  const row = await readReply(ledger.queries, comment)
  if (!row) return
  const octokit = await github.asInstallation(row.installationId)
  await sendReply({ queries: ledger.queries, octokit, appId, comment })
}

/** A wrong file gets a check run that names the lines; the last good one stays in force. */
async function reloadConfig(
  { configs, github }: GitHubWork,
  { repository, installation, commit }: PushedConfig,
): Promise<void> {
  await configs.adopt(repository, installation)
  const problems = await configs.check(repository, installation, commit)
  const octokit = await github.asInstallation(installation)
  await showConfigCheck({ octokit, repository, commit, file: CONFIG_PATH, problems })
}
