import type { Queries } from '../../ledger/database.ts'
import type { SubnetView } from '../../ledger/read.ts'

/** A part of a subnet's page, declared by its family. */
export interface Panel {
  readonly heading: string
  /** From `templates/`, with a slash before it and without `.eta`, as one template names another. */
  readonly template: string
  /** What fills the template, beside `view`, which every panel has. Null where there is nothing to show. */
  readonly read: (queries: Queries, view: SubnetView) => Promise<object | null>
}

/** The panels of one family, by name: the anchor of each on the page. */
export type Panels = Readonly<Record<string, Panel>>
