import type { Queries } from '../../ledger/database.ts'
import { type Idea, readTimeline } from '../../ledger/read.ts'
import { fillPanels, type Panel } from '../panel.ts'
import type { Say } from '../say.ts'

const ENTRIES_ON_A_PAGE = 100

export interface IdeaRequest {
  readonly panels: readonly Panel[]
  readonly say: Say
  readonly until: number | undefined
}

/** While it is funded or before, how far that is comes before all else. */
const RAISING: readonly string[] = [
  'awaiting-deposit',
  'checking',
  'funding',
  'unfunded',
  'slashed',
  'closed',
]

/** One idea with its panels and its timeline up to a position of the ledger. */
export async function ideaPage(queries: Queries, { view, state }: Idea, { panels, say, until }: IdeaRequest) {
  const { entries, earlier, later } = await readTimeline(queries, view.stream, {
    until,
    limit: ENTRIES_ON_A_PAGE,
  })
  return {
    view,
    said: await say.whole(queries, state),
    isRaising: RAISING.includes(view.phase),
    panels: await fillPanels(queries, view, panels),
    entries,
    events: earlier + entries.length + later,
    earlier,
    /** The position before the first entry. */
    before: (entries[0]?.position ?? 1) - 1,
    later: later > 0,
  }
}
