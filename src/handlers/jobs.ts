import { openLogins } from '../github/login.ts'
import type { QueueName } from '../ledger/queues.ts'
import type { Answered } from '../ledger/replies.ts'
import { sendAnswer } from './answers.ts'
import type { GitHubWork } from './kit/show.ts'
import { type PushedConfig, reloadConfig } from './market/reload.ts'
import { showIncident } from './probation/show-incident.ts'
import { showChecks, showOne, showStandings } from './proposal/show-checks.ts'
import { type Happened, restoreNotice, sendNotice } from './send-notice.ts'
import { showIdea } from './show-idea.ts'
import { showStorefront } from './storefront/show.ts'

/** The queues whose work ends in calls to GitHub. */
type GitHubQueue = Exclude<QueueName, 'deliver' | 'errand'>

/** The work of the queues that end in calls to GitHub, by the queue's name. A queue without its work does not compile. */
export function gitHubJobs(work: GitHubWork) {
  const logins = openLogins()
  return {
    thread: ({ stream }: { stream: string }) => showIdea(work, stream),
    check: ({ stream }: { stream: string }) => showOne(work, stream),
    checks: ({ stream }: { stream: string }) => showChecks(work, stream),
    incident: ({ stream, issue }: { stream: string; issue: number }) => showIncident(work, stream, issue),
    storefront: ({ stream }: { stream: string }) => showStorefront(work, stream),
    standings: ({ stream }: { stream: string }) => showStandings(work, stream),
    // A job of an earlier version names the comment alone.
    reply: ({ kind = 'comment', comment }: Pick<Answered, 'comment'> & Partial<Answered>) =>
      kind === 'notice' ? restoreNotice(work, { kind, comment }) : sendAnswer(work, { kind, comment }),
    notice: (happened: Happened) => sendNotice(work, logins, happened),
    config: (pushed: PushedConfig) => reloadConfig(work, pushed),
  } satisfies Record<GitHubQueue, (data: never) => Promise<void>>
}
