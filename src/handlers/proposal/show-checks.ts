import { isFinal } from '../../github/api.ts'
import { checkHash } from '../../github/reconcile-check.ts'
import { hasMoreThan } from '../../ledger/candidates.ts'
import { shownChecks } from '../../ledger/surfaces.ts'
import { leaderboard } from '../../mechanisms/scoring/leaderboard.ts'
import type { Standing } from '../../mechanisms/scoring/standings.ts'
import { pullOf, subnetOf } from '../../mechanisms/streams/names.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { GitHubWork } from '../kit/show.ts'
import { checkSubject, ownPart, placeIn, renderCheck } from './check.ts'
import { noteOf, type ShownCheck, showCheck } from './show-check.ts'
import { showHead } from './show-head.ts'

/**
 * One score moves the ranks of all, and GitHub takes a write a second. So a head to which something came itself is shown at
 * once: it was pushed or scored, or its round is over. The other heads are gathered. The first that moves asks for a `standings`
 * job in a while. One such job waits for each subnet, and it shows all that has moved by then.
 */
export async function showChecks(work: GitHubWork, stream: string): Promise<void> {
  const state = await work.ledger.readSubnet(stream)
  const changed = await changedChecks(work, state)
  const now = changed.filter(({ isNew, isOwn }, place) => isNew || (isOwn && place < AT_ONCE))
  const later = changed.length - now.length
  if (later > 0) {
    const { queries, jobs } = work.ledger
    const wait = Math.max(later, LEAST) * work.github.pace
    await jobs.enqueue(queries, 'standings', stream, { stream }, wait)
  }
  await showEach(now, (check) => showCheck(work, state, check))
}

/**
 * The check run of one proposal to which something came, at once; where that leaves the others is gathered. In a crowd its own
 * rank is gathered with theirs: reckoning that takes the longer the more there are.
 */
export async function showOne(work: GitHubWork, stream: string): Promise<void> {
  const { queries, jobs } = work.ledger
  const subnet = subnetOf(stream)
  if (await hasMoreThan(queries, subnet, CROWD)) await showHead(work, stream)
  else await showReckoned(work, subnet, pullOf(stream))
  await jobs.enqueue(queries, 'standings', subnet, { stream: subnet }, LEAST * work.github.pace)
}

async function showReckoned(work: GitHubWork, subnet: string, pull: number): Promise<void> {
  const state = await work.ledger.readSubnet(subnet)
  const [own] = await changed(work, state, [pull], leaderboard(state))
  if (own) await showCheck(work, state, own)
}

/**
 * Shows where all stand at the beginning of this job, for hundreds take minutes. It passes over those that `showChecks` has shown
 * meanwhile, which knew more, and leaves new heads to it: two jobs that each make a check run would make two.
 */
export async function showStandings(work: GitHubWork, stream: string): Promise<void> {
  const state = await work.ledger.readSubnet(stream)
  const changed = await changedChecks(work, state)
  const known = changed.filter(({ isNew }) => !isNew)
  await showEach(known, async (check) => {
    const shown = await shownChecks(work.ledger.queries, [check.subject])
    if (shown.get(check.subject)?.applied === check.applied) await showCheck(work, state, check)
  })
}

/** A head that GitHub refuses keeps no other from being shown; the job is tried again for its sake. */
async function showEach(checks: readonly Changed[], show: (check: Changed) => Promise<void>): Promise<void> {
  const refusals: unknown[] = []
  for (const check of checks) {
    await show(check).catch((error: unknown) => {
      if (!isFinal(error)) throw error
      refusals.push(error)
    })
  }
  if (refusals.length > 0) throw refusals[0]
}

/** Proposals of a subnet. Up to so many, reckoning a rank takes no longer than the call that shows it. */
export const CROWD = 50

/** Where a round ends for hundreds, the best are shown at once: whoever acts next waits for no more than these. */
const AT_ONCE = 10

/** Writes: gathered for as long as showing them takes, the others need no more than half of what GitHub takes. */
const LEAST = 30

interface Changed extends ShownCheck {
  /** What was shown last; undefined where it has no check run yet. */
  readonly applied: string | null | undefined
  readonly isNew: boolean
  /** Something has come to the head itself. */
  readonly isOwn: boolean
  /** What is shown of it says that its rank follows. */
  readonly isWaiting: boolean
}

/** Of all proposals. */
const changedChecks = (work: GitHubWork, state: SubnetState): Promise<Changed[]> =>
  changed(work, state, Object.keys(state.proposals).map(Number), leaderboard(state))

/** Whose check run differs from what was shown last, which one query tells: new heads, then those whose rank follows or with something of their own, by rank. */
async function changed(
  { ledger }: GitHubWork,
  state: SubnetState,
  pulls: readonly number[],
  table: readonly Standing[],
): Promise<Changed[]> {
  const checks = pulls.flatMap((pull) => {
    const proposal = state.proposals[pull]
    const place = placeIn(table, proposal)
    const desired = proposal && renderCheck(state, pull, place)
    return desired ? [{ pull, subject: checkSubject(state.stream, proposal), desired, place }] : []
  })
  const shown = await shownChecks(
    ledger.queries,
    checks.map(({ subject }) => subject),
  )
  const places = new Map(table.map(({ pull, rank }) => [pull, rank]))
  const placeOf = ({ pull, isNew, isOwn, isWaiting }: Changed) =>
    isNew ? 0 : (places.get(pull) ?? table.length + 1) + (isOwn || isWaiting ? 0 : table.length + 1)
  return checks
    .filter(({ subject, desired }) => shown.get(subject)?.applied !== checkHash(desired))
    .map(({ place, ...check }) => {
      const { applied, own: before, waits: isWaiting = false } = shown.get(check.subject) ?? {}
      const own = ownPart(state, check.pull)
      const note = noteOf(own, place)
      return { ...check, note, applied, isNew: applied === undefined, isOwn: own !== before, isWaiting }
    })
    .toSorted((a, b) => placeOf(a) - placeOf(b))
}
