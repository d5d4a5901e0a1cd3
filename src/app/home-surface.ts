import { isUnread } from '../mechanisms/proposal/decide.ts'
import type { Proposal } from '../mechanisms/proposal/slice.ts'
import { leaderboard } from '../mechanisms/scoring/leaderboard.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'
import type { GitHubApi } from '../surface/github.ts'
import { incidentSubject, renderIncident } from '../surface/incident.ts'
import { checkSubject, renderProposalCheck } from '../surface/proposal-check.ts'
import { reconcileThread } from '../surface/reconcile.ts'
import { appliedHashes, hashOf, reconcileCheck } from '../surface/reconcile-check.ts'
import type { ThreadFacts } from '../surface/thread/facts.ts'
import type { GitHubWork } from './job-workers.ts'

/** What a subnet's own repository shows: a check run on the head of each proposal, a comment on each incident. */
export async function showHome(work: GitHubWork, state: SubnetState, facts: ThreadFacts): Promise<void> {
  const { home } = state
  if (!home) return
  const octokit = await work.github.asInstallation(home.installation)
  await showChecks(work, state, octokit)
  for (const { issue } of state.probation?.incidents ?? []) {
    const desired = renderIncident(state, issue, facts)
    if (!desired) continue
    const subject = incidentSubject(state.stream, issue)
    await reconcileThread({ ...placeOf(work, state, octokit), subject, issue, desired })
  }
}

/** Only what differs from what was shown last is sent; one query tells which that is. */
async function showChecks(work: GitHubWork, state: SubnetState, octokit: GitHubApi): Promise<void> {
  const table = leaderboard(state)
  const checks = Object.values(state.proposals).flatMap((proposal) => {
    const desired = renderProposalCheck(state, proposal.pull, table)
    return desired ? [{ desired, issue: proposal.pull, subject: checkSubject(state.stream, proposal) }] : []
  })
  const shown = await appliedHashes(
    work.ledger.queries,
    checks.map(({ subject }) => subject),
  )
  const isReading = Object.values(state.proposals).some(isBeingRead)
  const changed = checks
    .filter(({ subject, desired }) => shown.get(subject) !== hashOf(desired))
    .filter(({ subject }) => !isReading || !shown.has(subject))
  for (const check of changed.toSorted(newFirst(shown))) {
    await reconcileCheck({ ...placeOf(work, state, octokit), ...check })
  }
}

/**
 * A pushed head is out of the race until it is read, which takes a moment: the others' checks wait for that, instead of being
 * changed and changed back. A head that cannot be read holds them up no longer than this.
 */
const isBeingRead = (proposal: Proposal): boolean =>
  isUnread(proposal) && Date.now() - proposal.updatedAt < READING

/** Milliseconds. */
const READING = 60_000

/** Who has just pushed waits for an answer; where the others stand can come after it. */
const newFirst =
  (shown: ReadonlyMap<string, string>) =>
  (a: { readonly subject: string }, b: { readonly subject: string }): number =>
    Number(shown.has(a.subject)) - Number(shown.has(b.subject))

function placeOf({ ledger, appId }: GitHubWork, { home }: SubnetState, octokit: GitHubApi) {
  if (!home) throw new Error('there is no home yet')
  const { installation, repository } = home
  return { queries: ledger.queries, octokit, appId, installation, repository }
}
