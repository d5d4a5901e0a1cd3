import { type GitHubApi, statusOf } from './api.ts'

/** The login that an account has now: it may have another than when we heard of it last. Null where the account is gone. */
export async function loginOf(octokit: GitHubApi, id: number): Promise<string | null> {
  try {
    const { data } = await octokit.request('GET /user/{account_id}', { account_id: id })
    return data.login
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}
