import { putOff } from '../ledger/put-off.ts'
import { isRateLimit, statusOf } from './api.ts'
import type { GitHub } from './client.ts'

/** Milliseconds; for a limit that does not say how long it lasts, as GitHub's documentation has it. */
const UNSAID = 60_000

/**
 * Remembers until when GitHub will not hear an account, and asks nothing of it before: whoever asks is refused at once. Nobody waits
 * inside a request, so a limit of one account holds up no other. What was wanted is tried again by its job, when the account's own limit ends.
 */
export class RateLimits {
  readonly #until = new Map<number, number>()
  readonly #kept = new WeakSet<GitHub>()

  /** `account` is the installation's id; 0 is the App itself. */
  keep(octokit: GitHub, account: number): GitHub {
    if (this.#kept.has(octokit)) return octokit
    this.#kept.add(octokit)
    octokit.hook.wrap('request', async (request, options) => {
      this.#refuse(account)
      try {
        return await request(options)
      } catch (error) {
        throw isLimit(error) ? this.#leave(account, error, lastsFor(error)) : error
      }
    })
    return octokit
  }

  #leave(account: number, error: unknown, lasts: number): unknown {
    this.#until.set(account, Date.now() + lasts)
    return error instanceof Error ? putOff(error, lasts) : error
  }

  #refuse(account: number): void {
    const left = (this.#until.get(account) ?? 0) - Date.now()
    if (left <= 0) return
    const seconds = String(Math.ceil(left / 1_000))
    const error = new Error(`GitHub has set a rate limit: it is asked again in ${seconds} seconds.`)
    const refused = Object.assign(error, { status: 429, response: { headers: { 'retry-after': seconds } } })
    throw putOff(refused, left)
  }
}

const isLimit = (error: unknown): boolean => {
  const status = statusOf(error)
  return (status === 403 || status === 429) && isRateLimit(error)
}

/** Milliseconds. */
function lastsFor(error: unknown): number {
  const { response } = error as { response?: { headers?: Record<string, string | undefined> } }
  const after = Number(response?.headers?.['retry-after'])
  if (after > 0) return after * 1_000
  const reset = Number(response?.headers?.['x-ratelimit-reset']) * 1_000 - Date.now()
  return reset > 0 ? reset : UNSAID
}
