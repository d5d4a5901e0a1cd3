/** Each host of a market's list stands for itself and all below it; a dot at the end would be another name and is not taken. */
export const isAllowedHost = (hostname: string, allowedHosts: readonly string[]): boolean =>
  allowedHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))

/** What a discoverer is told whose link leads elsewhere. Markdown. */
export function notAllowed(hostname: string, allowedHosts: readonly string[]): string {
  const hosts = allowedHosts.map((host) => `\`${host}\``).join(', ')
  return `This market does not take links to \`${hostname}\`, only to ${hosts}.`
}

/** What a discoverer is told whose link names a port. */
export const PORT_GIVEN = 'Leave the port out of the link: only the usual one of https is visited.'
