import type { Queries } from '../../ledger/database.ts'
import { type Idea, readTimeline } from '../../ledger/read.ts'
import { fillPanels, type Panel } from '../panel.ts'

const ENTRIES_ON_A_PAGE = 100

/** One idea with its panels and its timeline up to a position of the ledger. */
export async function ideaPage(
  queries: Queries,
  { view }: Idea,
  panels: readonly Panel[],
  until: number | undefined,
) {
  const { entries, earlier, later } = await readTimeline(queries, view.stream, {
    until,
    limit: ENTRIES_ON_A_PAGE,
  })
  return {
    view,
    panels: await fillPanels(queries, view, panels),
    entries,
    events: earlier + entries.length + later,
    earlier,
    /** The position before the first entry. */
    before: (entries[0]?.position ?? 1) - 1,
    later: later > 0,
  }
}
