import { type GitHubApi, statusOf } from './api.ts'

/** Which login an account has: it may have another than when we heard of it last. */
export interface Logins {
  /** Null where the account is gone. */
  of(octokit: GitHubApi, id: number): Promise<string | null>
}

/** So long an answer holds, in milliseconds: of one hand-over the next often follows within minutes, and calls are counted. */
const FRESH = 10 * 60_000
const MOST = 1_000

/** Asks GitHub, and not twice within a few minutes. `now` is in milliseconds, from any beginning. */
export function openLogins(now: () => number = () => performance.now()): Logins {
  const known = new Map<number, { readonly login: string | null; readonly at: number }>()
  return {
    async of(octokit, id) {
      const last = known.get(id)
      if (last && now() - last.at < FRESH) return last.login
      const login = await ask(octokit, id)
      if (known.size >= MOST) known.clear()
      known.set(id, { login, at: now() })
      return login
    },
  }
}

async function ask(octokit: GitHubApi, id: number): Promise<string | null> {
  try {
    const { data } = await octokit.request('GET /user/{account_id}', { account_id: id })
    return data.login
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}
