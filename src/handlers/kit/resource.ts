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
  ) => Promise<{ readonly body: object; readonly etag: string; readonly signs: string | null }>
}
