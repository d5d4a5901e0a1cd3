import type { Queries } from '../ledger/database.ts'
import type { SubnetView } from '../ledger/read.ts'
import type { PanelTab } from './tabs.ts'

/** A part of a subnet's page, as the explorer is handed it. */
export interface NamedPanel {
  /** Its anchor on the page. */
  readonly name: string
  readonly heading: string
  /** Where it stands. */
  readonly tab: PanelTab
  /** From `templates/`, with a slash before it and without `.eta`. */
  readonly template: string
  /** What fills the template, beside `view`; null where there is nothing to show. */
  readonly read: (queries: Queries, view: SubnetView) => Promise<object | null>
}

/** A panel with what it shows. */
export interface FilledPanel extends NamedPanel {
  readonly filling: object
}

/** Those that have something to show, in the order in which they were handed over. */
export async function fillPanels(
  queries: Queries,
  view: SubnetView,
  panels: readonly NamedPanel[],
): Promise<FilledPanel[]> {
  const filled: FilledPanel[] = []
  for (const panel of panels) {
    const filling = await panel.read(queries, view)
    if (filling) filled.push({ ...panel, filling })
  }
  return filled
}
