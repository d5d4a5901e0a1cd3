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

/** A row of a panel that several families fill. */
export interface PanelRow {
  /** From `templates/`, as a panel's. It is given `view`. */
  readonly template: string
  readonly isShown: (view: SubnetView) => boolean
}

/** The rows of one family in one panel, by name. */
export type Rows = Readonly<Record<string, PanelRow>>
