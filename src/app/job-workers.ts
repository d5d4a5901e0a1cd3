import { eq } from 'drizzle-orm'
import { CONFIG_PATH } from '../handlers/events/push.ts'
import { decode } from '../ledger/json.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { replies, surfaces } from '../ledger/schema.ts'
import type { Repository } from '../mechanisms/idea/slice.ts'
import { showConfigCheck } from '../surface/check.ts'
import { repositoryNamed } from '../surface/github.ts'
import { reconcileThread } from '../surface/reconcile.ts'
import { type FormProblem, renderFormProblems } from '../surface/replies.ts'
import { sendReply } from '../surface/reply.ts'
import { renderThread } from '../surface/thread.ts'
import type { ConfigReader } from './configs.ts'
import type { GitHubApp } from './github.ts'
import { type LookupTools, lookUp } from './lookups.ts'
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

export interface WorkerTools extends GitHubWork, Omit<LookupTools, 'now'> {}

/** What the job queue does for the App. A throw means another try later. */
export async function startJobWorkers(tools: WorkerTools): Promise<void> {
  const { jobs } = tools.ledger
  const looking = { ...tools, now: Date.now }
  await jobs.work<{ stream: string; key: string }>('lookup', ({ stream, key }) =>
    lookUp(looking, stream, key),
  )
  const { surface, reply, config } = gitHubJobs(tools)
  await jobs.work('surface', surface)
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
  reply: ({ comment }: { comment: number }) => answer(work, comment),
  config: (pushed: PushedConfig) => reloadConfig(work, pushed),
})

async function show(tools: GitHubWork, stream: string): Promise<void> {
  const state = await tools.ledger.readSubnet(stream)
  if (!state.idea) return showForm(tools, stream)
  const facts = await readThreadFacts(tools.ledger.queries, tools.places, state)
  const desired = renderThread(state, facts)
  if (!desired) return
  const { installation, repository, issue } = state.idea
  const octokit = await tools.github.asInstallation(installation)
  const { queries } = tools.ledger
  await reconcileThread({
    queries,
    octokit,
    appId: tools.appId,
    subject: stream,
    installation,
    repository,
    issue,
    desired,
  })
}

/** An issue whose form is not filled in as it should be has no state: what is wrong is kept beside its surface. */
async function showForm(tools: GitHubWork, subject: string): Promise<void> {
  const { queries } = tools.ledger
  const [row] = await queries.select().from(surfaces).where(eq(surfaces.subject, subject))
  if (!row?.form || row.issue === null) return
  const installation = row.installationId
  const octokit = await tools.github.asInstallation(installation)
  const desired = renderFormProblems(decode<FormProblem[]>(row.form))
  const repository = repositoryNamed(row.repository)
  await reconcileThread({
    queries,
    octokit,
    appId: tools.appId,
    subject,
    installation,
    repository,
    issue: row.issue,
    desired,
  })
}

async function answer({ ledger, github, appId }: GitHubWork, comment: number): Promise<void> {
  const [row] = await ledger.queries.select().from(replies).where(eq(replies.commentId, comment))
  if (!row) return
  const octokit = await github.asInstallation(row.installationId)
  await sendReply({ queries: ledger.queries, octokit, appId, comment })
}

/** A wrong file gets a check run that names the lines; the last good one stays in force. */
async function reloadConfig(
  { configs, github }: GitHubWork,
  { repository, installation, commit }: PushedConfig,
): Promise<void> {
  const problems = await configs.reload(repository, installation, commit)
  const octokit = await github.asInstallation(installation)
  await showConfigCheck({ octokit, repository, commit, file: CONFIG_PATH, problems })
}
