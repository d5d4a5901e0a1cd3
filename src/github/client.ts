import type { Logger } from 'pino'
import { Probot, ProbotOctokit } from 'probot'
import { isFinal, statusOf } from './api.ts'
import { RateLimits } from './rate-limit.ts'

export type GitHub = InstanceType<typeof ProbotOctokit>

export interface GitHubApp {
  /** As the App itself: its deliveries and installations. */
  asApp(): Promise<GitHub>
  /** As one installation; tokens are kept until they expire. */
  asInstallation(id: number): Promise<GitHub>
  /** Milliseconds that one write after the other takes. */
  readonly pace: number
}

export interface GitHubSettings {
  readonly appId: number
  /** PEM. */
  readonly privateKey: string
  /** Without a slash at its end. */
  readonly githubApiUrl: string
  /** Whether requests are spaced as GitHub asks for. */
  readonly githubThrottle: boolean
}

/** As the throttling plugin spaces them, and as a local GitHub is sure to take them. */
const [PACE, LOCAL_PACE] = [1_000, 200]

/** Without an end, one answer that never comes would hold up the inbox, and a job beyond the time of its next try. */
const PATIENCE = 30_000

/**
 * The App's way to GitHub. Retries are the job queue's, so Octokit makes none of its own. `send` stands between it and the
 * network, for those who want to see the calls; an answer may take `patience` milliseconds, and counts as a 500 after that.
 */
export function connectGitHub(
  settings: GitHubSettings,
  log: Logger,
  send: typeof fetch = (...request) => fetch(...request),
  patience = PATIENCE,
): GitHubApp {
  const inTime: typeof fetch = (input, init) => {
    const signals = [AbortSignal.timeout(patience), ...(init?.signal ? [init.signal] : [])]
    return send(input, { ...init, signal: AbortSignal.any(signals) })
  }
  // A function, because Probot overrules a plain object.
  const Octokit = ProbotOctokit.defaults((options: Record<string, object | undefined>) => ({
    ...options,
    throttle: {
      ...options.throttle,
      enabled: settings.githubThrottle,
      // The plugin would wait a limit out inside the request.
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
    retry: { ...options.retry, enabled: false },
  }))
  const probot = new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    baseUrl: settings.githubApiUrl,
    request: { fetch: inTime },
    log,
    Octokit,
  })
  const limits = new RateLimits()
  return {
    asApp: async () => limits.keep(await probot.auth(), 0),
    asInstallation: async (id) => limits.keep(await probot.auth(id), id),
    pace: settings.githubThrottle ? PACE : LOCAL_PACE,
  }
}

/**
 * The status by which GitHub refuses something: it has understood and says no. 0 where there was no answer, and where it
 * says 403 only to slow the App down.
 */
export function refusalOf(error: unknown): number {
  const status = statusOf(error) ?? 0
  return status === 403 && !isFinal(error) ? 0 : status
}

const MOST_SAID = 300

/** GitHub's own words for a refusal, in one line; nothing where it gave none. A 404 says only that it shows nothing. */
export function gitHubsWords(error: unknown): { readonly said?: string } {
  if (statusOf(error) === 404) return {}
  const { data } = (error as { readonly response?: { readonly data?: Refused } }).response ?? {}
  const parts = [data?.message, ...(Array.isArray(data?.errors) ? data.errors.map(messageIn) : [])]
  const said = parts
    .filter((part) => typeof part === 'string')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
  return said === '' ? {} : { said: said.slice(0, MOST_SAID) }
}

interface Refused {
  readonly message?: unknown
  readonly errors?: unknown
}

const messageIn = (error: unknown): unknown =>
  typeof error === 'string' ? error : (error as { readonly message?: unknown } | null)?.message

/** One refusal may be a fault: what is refused is asked once more, and the second answer counts. */
export async function insisting<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask()
  } catch (error) {
    if (!isFinal(error)) throw error
    return ask()
  }
}

/** What GitHub answers, or null where it says twice that there is no such thing. */
export async function orNull<Value>(ask: () => Promise<Value>): Promise<Value | null> {
  try {
    return await insisting(ask)
  } catch (error) {
    if (refusalOf(error) === 404) return null
    throw error
  }
}

/** What an errand does in a repository; or GitHub's refusal to the App, told twice, if a person can mend its reason. */
export async function orForbidden<Result>(
  act: () => Promise<Result>,
): Promise<Result | { readonly ok: false; readonly reason: 'forbidden'; readonly said?: string }> {
  try {
    return await insisting(act)
  } catch (error) {
    if ([403, 404, 422].includes(refusalOf(error)))
      return { ok: false, reason: 'forbidden', ...gitHubsWords(error) }
    throw error
  }
}
