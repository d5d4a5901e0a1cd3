import type { Logger } from 'pino'
import type { RepositoryName } from '../../github/api.ts'
import type { GitHubApp } from '../../github/client.ts'
import type { Places } from '../../github/places.ts'
import { reconcileThread } from '../../github/reconcile.ts'
import type { Thread } from '../../github/thread.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Config } from '../../mechanisms/config.ts'
import type { Rao } from '../../mechanisms/money.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { ConfigReader } from '../market/configs.ts'

/** What the jobs need that make GitHub show what the ledger says. */
export interface GitHubWork {
  readonly ledger: Ledger
  readonly github: GitHubApp
  readonly configs: ConfigReader
  readonly places: Places
  /** The App's id, by which it knows its own comments. */
  readonly appId: number
  readonly log: Logger
  /** What everybody weighs whose scores count by these rules, by user id. */
  readonly weighAll: (state: SubnetState, rules: Config['scoring']) => Promise<Readonly<Record<number, Rao>>>
  /** The time of the chain's finalized head, milliseconds UTC: the ledger may not have come so far. */
  readonly headAt: () => Promise<number>
}

/** An issue, and the installation that may write there. */
export interface ThreadPlace {
  readonly installation: number
  readonly repository: RepositoryName
  readonly issue: number
}

/** Makes one issue show this thread; `subject` is the key of its row. */
export async function showThread(
  { ledger: { queries }, github, appId, log }: Omit<GitHubWork, 'configs' | 'places' | 'weighAll' | 'headAt'>,
  subject: string,
  { installation, repository, issue }: ThreadPlace,
  desired: Thread,
): Promise<void> {
  const octokit = await github.asInstallation(installation)
  const work = { queries, octokit, appId, subject, installation, repository, issue, desired }
  if ((await reconcileThread(work)) === 'gone')
    log.warn({ subject, issue }, 'a thread is given up: its issue was deleted')
}
