import type { Queries } from '../ledger/database.ts'
import type { SubnetView } from '../ledger/read.ts'

/** Signs a text with the App's key. `by` is SS58, the signature 0x-hex. */
export type Sign = (text: string) => { readonly by: string; readonly signature: string }

/** What of a subnet is served as JSON beside its idea, as the explorer is handed it. */
export interface NamedResource {
  /** The last part of its path: `/api/ideas/<issue>/<name>`. */
  readonly name: string
  /** The page of it, at `/ideas/<issue>/<name>`; left out where it has none. */
  readonly page?: ResourcePage
  /** At the end of a block, or now. What is the same has the same `etag`. What cannot be answered is refused, in words. */
  read(
    queries: Queries,
    view: SubnetView,
    until: number | undefined,
    asked: ResourceQuery,
  ): Promise<Served | Refused>
}

export interface ResourcePage {
  readonly heading: string
  /** Filled with the served body. From `templates/`, with a slash before it and without `.eta`. */
  readonly template: string
}

/** What else a URL may name. */
export interface ResourceQuery {
  readonly account?: string | undefined
  readonly day?: number | undefined
  readonly before?: number | undefined
}

export interface Refused {
  readonly refused: string
}

export interface Served {
  readonly body: object
  /** Without quotes. */
  readonly etag: string
  /** What the App says by its signature of this text; null where it says nothing. */
  readonly signs: string | null
  /** The same as a table, for `?format=csv`. */
  readonly csv?: string
}

/** So many signatures are kept, of what was asked for last. */
const KEPT = 1_000

/** Signs each text once: a signature made anew would differ. */
export function signOnce(sign: Sign): Sign {
  const kept = new Map<string, ReturnType<Sign>>()
  return (text) => {
    const known = kept.get(text) ?? sign(text)
    kept.delete(text)
    kept.set(text, known)
    const [oldest] = kept.keys()
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    return known
  }
}
