import { createPrivateKey } from 'node:crypto'

/** An App that GitHub has just made. GitHub tells its secrets once, in this answer. */
export interface NewApp {
  readonly id: number
  readonly slug: string
  /** Its page on GitHub. It may be at another address than GitHub's: the secrets are told once, and must not be lost over it. */
  readonly page: string
  readonly webhookSecret: string
  /** PEM. */
  readonly privateKey: string
}

/** GitHub made no App of the code, or none that can be used. The message is for the operator. */
class ExchangeError extends Error {
  override readonly name = 'ExchangeError'
}

export interface GitHubPlace {
  /** Both without a slash at the end. */
  readonly url: string
  readonly apiUrl: string
}

/** Milliseconds that an answer may take. */
const PATIENCE = 30_000

/** What GitHub gives for the code with which it sent the browser back: https://docs.github.com/rest/apps/apps */
export async function exchangeCode({ url, apiUrl }: GitHubPlace, code: string): Promise<NewApp> {
  const answer = await ask(`${apiUrl}/app-manifests/${encodeURIComponent(code)}/conversions`)
  const said: unknown = await answer.json().catch(() => null)
  if (answer.status !== 201) throw new ExchangeError(refusal(answer.status, said))
  return readApp(said, url)
}

async function ask(url: string): Promise<Response> {
  const headers = {
    accept: 'application/vnd.github+json',
    'user-agent': 'tributary',
    'x-github-api-version': '2022-11-28',
  }
  try {
    return await fetch(url, {
      method: 'POST',
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    })
  } catch (error) {
    const { cause, message } = error as Error
    const why = cause instanceof Error ? cause.message || cause.name : message
    throw new ExchangeError(`GitHub could not be asked for the App's secrets: ${why}.`, { cause: error })
  }
}

function refusal(status: number, said: unknown): string {
  if (status === 404)
    return 'GitHub knows no such code: it counts once, and for an hour. If the App is on your GitHub page already, delete it there. Then begin again.'
  const { message } = (said ?? {}) as { message?: unknown }
  const words = typeof message === 'string' ? `: ${message.slice(0, 300)}` : ''
  return `GitHub answered ${status}${words}.`
}

const SLUG = /^[\w.-]{1,100}$/
/** What an environment file holds without quotes, whoever reads it. */
const SECRET = /^[\w.+/=-]{1,200}$/

function readApp(said: unknown, url: string): NewApp {
  const { id, slug, html_url, webhook_secret, pem } = (said ?? {}) as Record<string, unknown>
  const page = typeof html_url === 'string' ? URL.parse(html_url) : null
  const isPage = page?.protocol === 'https:' || page?.origin === new URL(url).origin
  const wrong = (what: string) => new ExchangeError(`GitHub's answer cannot be used: ${what}.`)
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) throw wrong('it names no App id')
  if (typeof slug !== 'string' || !SLUG.test(slug)) throw wrong('it names no App')
  if (typeof webhook_secret !== 'string' || !SECRET.test(webhook_secret))
    throw wrong('it holds no webhook secret')
  if (typeof pem !== 'string' || !isRsaKey(pem)) throw wrong('it holds no private key')
  return {
    id,
    slug,
    page: page && isPage ? page.href : `${url}/apps/${slug}`,
    webhookSecret: webhook_secret,
    privateKey: pem,
  }
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
