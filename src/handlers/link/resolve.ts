import { Resolver } from 'node:dns/promises'
import { isPublicAddress } from './address.ts'
import { type LinkRefusal, refuseLink } from './refusal.ts'

/** All addresses of a host, IPv4 and IPv6; an empty list where it has none. May throw where nobody answers. */
export type ResolveHost = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>

/**
 * The one address that will be connected to, so that asking twice cannot give two answers. A host of which any address is
 * not public is not visited at all: nothing honest is both on the Internet and inside somebody's network.
 */
export async function resolvePublic(
  hostname: string,
  resolve: ResolveHost,
  signal: AbortSignal,
): Promise<{ readonly ok: true; readonly address: string } | LinkRefusal> {
  const addresses = await resolve(hostname, signal)
  const [address] = addresses.toSorted((a, b) => Number(a.includes(':')) - Number(b.includes(':')))
  if (address === undefined)
    return refuseLink('unreachable', 'The host of the link has no address: check its spelling.')
  if (addresses.every(isPublicAddress)) return { ok: true, address }
  return refuseLink('private-address', 'The host of the link is not on the public Internet.')
}

/** Asks the name servers of the system (or those given, as `address:port`), and no file of this machine. */
export function resolveByDns(servers?: readonly string[]): ResolveHost {
  return async (hostname, signal) => {
    const resolver = new Resolver({ timeout: 3_000, tries: 2 })
    if (servers) resolver.setServers(servers)
    signal.addEventListener('abort', () => resolver.cancel(), { once: true })
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    const outage = answers.find((answer) => answer.status === 'rejected' && isOutage(answer.reason))
    if (addresses.length === 0 && outage)
      throw new Error(`no name server could tell the addresses of ${hostname}`)
    return addresses
  }
}

/** Whether the question failed, as opposed to being answered with nothing. */
function isOutage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code !== 'ENOTFOUND' && error.code !== 'ENODATA'
}
