import { leaderboard } from '../mechanisms/scoring/leaderboard.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'
import { checkSubject, ownPart, renderProposalCheck } from '../surface/proposal-check.ts'
import { hashOf, reconcileCheck, shownChecks } from '../surface/reconcile-check.ts'
import type { GitHubWork } from './job-workers.ts'

/**
 * One score moves the ranks of all, and GitHub takes a write a second. So a head to which something has come itself (it was
 * pushed or scored, its round is over) is shown at once, and where that leaves the others is gathered: the first that moves asks
 * for a `standings` job in a while, of which one waits for each subnet, and which shows all that has moved by then.
 */
export async function showChecks(work: GitHubWork, state: SubnetState): Promise<void> {
  const { stream } = state
  const changed = await changedChecks(work, state)
  const now = changed.filter(({ isNew, isOwn }, place) => isNew || (isOwn && place < AT_ONCE))
  const later = changed.length - now.length
  if (later > 0) {
    const { queries, jobs } = work.ledger
    const wait = Math.max(later, LEAST) * work.github.pace
    await jobs.enqueue(queries, 'standings', stream, { stream }, wait)
  }
  for (const check of now) await showCheck(work, stream, check)
}

/** Shows all that has moved, but for new heads: two jobs that each make a check run would make two. */
export async function showStandings(work: GitHubWork, stream: string): Promise<void> {
  const changed = await changedChecks(work, await work.ledger.readSubnet(stream))
  for (const check of changed.filter(({ isNew }) => !isNew)) await showCheck(work, stream, check)
}

/** Where a round ends for hundreds, the best are shown at once: whoever acts next waits for no more than these. */
const AT_ONCE = 10

/** Writes: gathered for as long as showing them takes, the others need no more than half of what GitHub takes. */
const LEAST = 30

interface Changed {
  readonly pull: number
  /** Its present head, as the key of its row. */
  readonly subject: string
  /** It has no check run yet. */
  readonly isNew: boolean
  /** Something has come to the head itself. */
  readonly isOwn: boolean
}

/** Whose check run differs from what was shown last, which one query tells: new heads come first, then those with something of their own, by rank. */
async function changedChecks({ ledger }: GitHubWork, state: SubnetState): Promise<Changed[]> {
  const table = leaderboard(state)
  const ranks = new Map(table.map(({ pull, rank }) => [pull, rank]))
  const checks = Object.values(state.proposals).flatMap((proposal) => {
    const desired = renderProposalCheck(state, proposal.pull, table)
    const { pull } = proposal
    return desired ? [{ pull, subject: checkSubject(state.stream, proposal), hash: hashOf(desired) }] : []
  })
  const shown = await shownChecks(
    ledger.queries,
    checks.map(({ subject }) => subject),
  )
  return checks
    .filter(({ subject, hash }) => shown.get(subject)?.applied !== hash)
    .map(({ pull, subject }) => {
      const isNew = !shown.has(subject)
      const isOwn = shown.get(subject)?.own !== ownPart(state, pull)
      return { pull, subject, isNew, isOwn, place: isNew ? 0 : (ranks.get(pull) ?? Number.MAX_SAFE_INTEGER) }
    })
    .toSorted(
      (a, b) => Number(b.isNew) - Number(a.isNew) || Number(b.isOwn) - Number(a.isOwn) || a.place - b.place,
    )
}

/** As it stands at this moment, for hundreds take minutes. A head that was pushed meanwhile is another one, and comes by its own news. */
async function showCheck(
  { ledger, github, appId }: GitHubWork,
  stream: string,
  { pull, subject }: Pick<Changed, 'pull' | 'subject'>,
): Promise<void> {
  const state = await ledger.readSubnet(stream)
  const { home, proposals } = state
  const desired = renderProposalCheck(state, pull)
  const proposal = proposals[pull]
  if (!home || !proposal || !desired || checkSubject(stream, proposal) !== subject) return
  const { installation, repository } = home
  const octokit = await github.asInstallation(installation)
  await reconcileCheck({
    ...{ queries: ledger.queries, octokit, appId, installation, repository, issue: pull, subject },
    ...{ desired, own: ownPart(state, pull) },
  })
}
