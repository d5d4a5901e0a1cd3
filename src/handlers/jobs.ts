import { firstCursor } from '../chain/watcher/watcher.ts'
import { type RepositoryName, repositoryNamed } from '../github/api.ts'
import { showConfigCheck } from '../github/check.ts'
import type { GitHubApp } from '../github/client.ts'
import { type Places, pageOf } from '../github/places.ts'
import { reconcileThread } from '../github/reconcile.ts'
import { sendReply } from '../github/reply.ts'
import type { Thread } from '../github/thread.ts'
import { decode } from '../ledger/json.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type ReplyRow, readReply } from '../ledger/replies.ts'
import { type Surface, surfaceOf } from '../ledger/surfaces.ts'
import type { Repository } from '../mechanisms/idea/slice.ts'
import { renderAnswers } from './answers.ts'
import { runErrand } from './errands.ts'
import { createContents } from './kit/contents.ts'
import type { ErrandTools } from './kit/errand.ts'
import type { ConfigReader } from './market/configs.ts'
import { CONFIG_PATH } from './market/push.ts'
import { incidentSubject, renderIncident } from './probation/incident.ts'
import { showChecks, showOne, showStandings } from './proposal/show-checks.ts'
import { type FormProblem, renderFormProblems, withEditProblems } from './replies.ts'
import { renderThread } from './thread.ts'
import { readThreadFacts } from './thread-facts.ts'

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
  const { thread, check, checks, incident, standings, reply, config } = gitHubJobs(tools)
  await jobs.work('thread', thread)
  await jobs.work('check', check)
  await jobs.work('checks', checks)
  await jobs.work('incident', incident)
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
  thread: ({ stream }: { stream: string }) => showIdea(work, stream),
  check: ({ stream }: { stream: string }) => showOne(work, stream),
  checks: ({ stream }: { stream: string }) => showChecks(work, stream),
  incident: ({ stream, issue }: { stream: string; issue: number }) => showIncident(work, stream, issue),
  standings: ({ stream }: { stream: string }) => showStandings(work, stream),
  reply: ({ comment }: { comment: number }) => answer(work, comment),
  config: (pushed: PushedConfig) => reloadConfig(work, pushed),
})

/** The thread of one idea, or of a form that is not filled in yet. */
async function showIdea(work: GitHubWork, stream: string): Promise<void> {
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
}

/** The comment of one incident, in the subnet's own repository. */
async function showIncident(work: GitHubWork, stream: string, issue: number): Promise<void> {
  const state = await work.ledger.readSubnet(stream)
  const thread = renderIncident(state, issue, { page: pageOf(work.places, state) })
  if (!thread || !state.home) return
  await showThread(work, incidentSubject(stream, issue), { ...state.home, issue }, thread)
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

async function answer({ ledger, github, places, appId }: GitHubWork, comment: number): Promise<void> {
  const row = await readReply(ledger.queries, comment)
  if (!row) return
  const octokit = await github.asInstallation(row.installationId)
  const render = (kept: ReplyRow) => renderAnswers(ledger, places, kept)
  await sendReply({ queries: ledger.queries, octokit, appId, comment, render })
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
