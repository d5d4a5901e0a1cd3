import { Cookies } from './cookies.ts'
import { type LinkRefusal, refuseLink } from './refusal.ts'
import { CANNOT_UNFOLD, type Destination, type Visit, visit } from './request.ts'
import { type ResolveHost, resolveByDns, resolvePublic } from './resolve.ts'
import { checkUrl } from './url.ts'

export interface LinkCheckOptions {
  /** The market's list: each host stands for itself and its subdomains. */
  readonly allowedHosts: readonly string[]
  /** Ends the check early, for instance when the App stops. */
  readonly signal?: AbortSignal
  /**
   * For trying things on one machine: hosts that are served at an address of the operator's choice, which may be private. They come
   * from the operator's settings only, never from a repository's: this is the one exception.
   */
  readonly localHosts?: ReadonlyMap<string, Destination>
  readonly resolve?: ResolveHost
  readonly visit?: Visit
  /** For the whole check, redirects included. */
  readonly timeLimitMilliseconds?: number
}

export interface CheckedLink {
  readonly ok: true
  /** Where the redirects led. */
  readonly finalUrl: string
  readonly status: number
  /**
   * SHA-256 of the body, unfolded where it was sent compressed, in hex. A page with a date or an advertisement changes at every visit, and people judge which
   * change matters. So every change is shown to them; none is normalised away or silently accepted.
   */
  readonly contentHash: string
  readonly bytes: number
}

const TIME_LIMIT_MILLISECONDS = 10_000
const MAXIMUM_REDIRECTS = 5

/** Visits a link as rule M3 wants it, and cannot be turned against the host it runs on. Never throws. */
export async function checkLink(link: string, options: LinkCheckOptions): Promise<CheckedLink | LinkRefusal> {
  const timeout = AbortSignal.timeout(options.timeLimitMilliseconds ?? TIME_LIMIT_MILLISECONDS)
  const signal = AbortSignal.any([timeout, ...(options.signal ? [options.signal] : [])])
  try {
    return await unlessAborted(follow(link, options, signal), signal)
  } catch (error) {
    if (options.signal?.aborted)
      return refuseLink('aborted', 'The check was interrupted; it is made again later.')
    if (timeout.aborted) return refuseLink('timeout', 'The article did not arrive in time.')
    return refuseConnection(error)
  }
}

async function follow(
  link: string,
  options: LinkCheckOptions,
  signal: AbortSignal,
): Promise<CheckedLink | LinkRefusal> {
  const cookies = new Cookies()
  let [target, base]: [string, URL | undefined] = [link, undefined]
  for (let visits = 0; visits <= MAXIMUM_REDIRECTS; visits += 1) {
    const checked = checkUrl(target, base, options.allowedHosts)
    if (!checked.ok)
      return base ? { ...checked, reason: `The link redirects elsewhere. ${checked.reason}` } : checked
    const found = await visitSafely(checked.url, options, signal, cookies)
    if ('redirect' in found) [target, base] = [found.redirect, checked.url]
    else return found.ok ? { ...found, finalUrl: checked.url.href } : found
  }
  return refuseLink(
    'too-many-redirects',
    `The link redirects more than ${MAXIMUM_REDIRECTS} times: give the last one.`,
  )
}

/** Every visit has its own check: the address that passed is the address that is connected to. */
async function visitSafely(url: URL, options: LinkCheckOptions, signal: AbortSignal, cookies: Cookies) {
  const { resolve = resolveByDns(), visit: visitPage = visit, localHosts } = options
  const local = localHosts?.get(url.hostname)
  if (local) return visitPage(url, local, signal, cookies)
  const resolved = await resolvePublic(url.hostname, resolve, signal)
  return resolved.ok ? visitPage(url, { address: resolved.address, port: 443 }, signal, cookies) : resolved
}

/** A resolver or server that never answers does not keep the check waiting. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject)
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function refuseConnection(error: unknown): LinkRefusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'HPE_HEADER_OVERFLOW')
    return refuseLink('too-large', 'The headers of the answer are too large.')
  if (/^(Z_|ERR__ERROR_FORMAT|ERR_BROTLI)/.test(code)) return refuseLink('encoded', CANNOT_UNFOLD)
  if (/CERT|TLS|SSL|SIGNATURE|EPROTO|SELF_SIGNED/.test(code)) {
    return refuseLink('tls', 'The certificate of the host is not valid, or it does not speak TLS.')
  }
  return refuseLink('unreachable', 'The host of the link could not be reached.')
}
