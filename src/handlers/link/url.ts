import ipaddr from 'ipaddr.js'
import { isAllowedHost, notAllowed, PORT_GIVEN } from './allowed-host.ts'
import { MAXIMUM_LINK_LENGTH } from './article-link.ts'
import { type LinkRefusal, refuseLink } from './refusal.ts'

/**
 * The rules for every address that is visited: the discoverer's, and each that a server redirects to. It is https, on the
 * default port, without user name or password. Its host is a name (never a number): one of the allowed hosts, or below it.
 */
export function checkUrl(
  text: string,
  base: URL | undefined,
  allowedHosts: readonly string[],
): { readonly ok: true; readonly url: URL } | LinkRefusal {
  const url = text.length <= MAXIMUM_LINK_LENGTH ? URL.parse(text, base?.href) : null
  if (!url || url.href.length > MAXIMUM_LINK_LENGTH)
    return refuseLink('bad-url', `Give a full link of at most ${MAXIMUM_LINK_LENGTH} characters, encoded.`)
  if (url.protocol !== 'https:') return refuseLink('bad-url', 'Only https links are visited.')
  if (url.username || url.password)
    return refuseLink('bad-url', 'Leave user name and password out of the link.')
  if (url.port) return refuseLink('bad-url', PORT_GIVEN)
  // The parser has brought every spelling of an IPv4 address (decimal, octal, hexadecimal, short) to its plain one.
  if (url.hostname.startsWith('[') || ipaddr.isValid(url.hostname)) {
    return refuseLink('bad-url', 'Give the name of a host, not an IP address.')
  }
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url.hostname))
    return refuseLink('bad-url', 'That is not the name of a host.')
  if (!isAllowedHost(url.hostname, allowedHosts)) {
    return refuseLink('host-not-allowed', notAllowed(url.hostname, allowedHosts))
  }
  return { ok: true, url }
}
