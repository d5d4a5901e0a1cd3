import ipaddr from 'ipaddr.js'

/** Answers only inside Azure, where it hands out a machine's secrets; the registries call it an ordinary address. */
const AZURE_PLATFORM = '168.63.129.16'

/** What the registries hand out for the open Internet; in IPv6 nothing else is (RFC 4291, section 2.4). */
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR('2000::/3')

/**
 * Whether anyone on the Internet could reach an address, as a resolver writes it. These are not public:
 * - private, loopback, shared (CGNAT), multicast and reserved addresses
 * - link-local ones: there the clouds keep their metadata
 * - IPv6 addresses that carry an IPv4 one (mapped, NAT64, 6to4, Teredo)
 * - what is no plain address
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast' || address.toString() === AZURE_PLATFORM) return false
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST_V6)
}
