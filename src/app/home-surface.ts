import type { ThreadFacts } from '../github/facts.ts'
import { reconcileThread } from '../github/reconcile.ts'
import { incidentSubject, renderIncident } from '../handlers/probation/incident.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'
import { showChecks } from './checks.ts'
import type { GitHubWork } from './job-workers.ts'

/** What a subnet's own repository shows: a check run on the head of each proposal, a comment on each incident. */
export async function showHome(work: GitHubWork, state: SubnetState, facts: ThreadFacts): Promise<void> {
  const { home } = state
  if (!home) return
  await showChecks(work, state)
  const { installation, repository } = home
  for (const { issue } of state.probation?.incidents ?? []) {
    const desired = renderIncident(state, issue, facts)
    if (!desired) continue
    await reconcileThread({
      ...{ queries: work.ledger.queries, octokit: await work.github.asInstallation(installation) },
      ...{ appId: work.appId, installation, repository, issue, desired },
      subject: incidentSubject(state.stream, issue),
    })
  }
}
