import type { GitHubApi } from '../github/api.ts'
import type { OpenedState } from '../github/facts.ts'
import type { Logins } from '../github/login.ts'
import { loginsById, loginsOf } from '../ledger/links.ts'
import { MOST_MENTIONED, type Others, type Scorers } from './kit/notice.ts'
import type { GitHubWork } from './kit/show.ts'

/** The logins of those whom a notice mentions, the first ones of many. */
export async function mentioned(
  work: GitHubWork,
  octokit: GitHubApi,
  logins: Logins,
  state: OpenedState,
  others: Others | undefined,
): Promise<readonly string[]> {
  if (!others) return []
  const { queries } = work.ledger
  if (!('scoring' in others)) return loginsOf(queries, others, MOST_MENTIONED)
  const users = await scorersOf(work, state, others)
  const known = await loginsById(queries, users)
  const found: string[] = []
  // Members of a team of validators need no wallet: GitHub knows their logins.
  for (const user of users) {
    const login = known.get(user) ?? (await logins.of(octokit, user))
    if (login !== null) found.push(login)
  }
  return found
}

/** Whose scores count now and who are not done, the most stake first. */
async function scorersOf(
  work: GitHubWork,
  state: OpenedState,
  { scoring, done }: Scorers,
): Promise<readonly number[]> {
  const stakes = await work.weighAll(state, scoring)
  return Object.entries(stakes)
    .map(([user, stake]) => ({ user: Number(user), stake }))
    .filter(({ user }) => !done.includes(user))
    .toSorted((one, other) => Number(other.stake - one.stake) || one.user - other.user)
    .map(({ user }) => user)
    .slice(0, MOST_MENTIONED)
}
