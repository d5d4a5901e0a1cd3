/** Bounds what one server can make us carry. */
const MOST_OF_A_HOST = 20
const LONGEST = 4_096

/** The cookies of one visit and its redirects: some servers send everybody in a circle who does not bring back theirs. Forgotten with it. */
export class Cookies {
  readonly #hosts = new Map<string, Map<string, string>>()

  /** Keeps what a host set, for that very host: whatever domain it names. */
  keep({ hostname }: URL, set: readonly string[]): void {
    const kept = this.#hosts.get(hostname) ?? new Map<string, string>()
    for (const cookie of set) {
      const pair = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([\x21-\x3a\x3c-\x7e]*)\s*(;|$)/.exec(cookie)
      if (!pair?.[1] || pair[0].length > LONGEST) continue
      if (kept.size < MOST_OF_A_HOST || kept.has(pair[1])) kept.set(pair[1], pair[2] ?? '')
    }
    this.#hosts.set(hostname, kept)
  }

  /** The header of a request to an address; none where its host has set nothing. */
  for({ hostname }: URL): { readonly cookie?: string } {
    const pairs = [...(this.#hosts.get(hostname) ?? [])].map(([name, value]) => `${name}=${value}`)
    return pairs.length > 0 ? { cookie: pairs.join('; ') } : {}
  }
}
