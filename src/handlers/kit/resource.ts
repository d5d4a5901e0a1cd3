import type { Queries } from '../../ledger/database.ts'
import type { SubnetView } from '../../ledger/read.ts'

/** JSON that a family serves of a subnet: `/api/ideas/<issue>/<name>`. */
export interface Resource {
  readonly name: string
  /** As it was at the end of a block, or is now. What is the same has the same `etag`; `signs` is the text that the App signs for it. */
  readonly read: (
    queries: Queries,
    view: SubnetView,
    until: number | undefined,
    asked: AskedFor,
  ) => Promise<ServedResource | { readonly refused: string }>
  /** Its page at `/ideas/<issue>/<name>`, filled with the body: a template as panels have it. */
  readonly page?: { readonly heading: string; readonly template: string }
}

/** What else a URL may name. */
export interface AskedFor {
  readonly account?: string | undefined
  readonly day?: number | undefined
  readonly before?: number | undefined
}

export interface ServedResource {
  readonly body: object
  readonly etag: string
  readonly signs: string | null
  /** The same as a table, for `?format=csv`. */
  readonly csv?: string
}
