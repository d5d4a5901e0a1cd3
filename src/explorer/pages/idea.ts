import type { Queries } from '../../ledger/database.ts'
import { raisedOverTime } from '../../ledger/market.ts'
import { type Idea, readTimeline, type SubnetView } from '../../ledger/read.ts'
import { balanceOf, readReading } from '../../ledger/readings.ts'
import { raisedChart } from '../charts/raised.ts'
import { fillPanels, type NamedPanel } from '../panel.ts'
import type { Say } from '../say.ts'
import { TABS, type Tab } from '../tabs.ts'
import { stagesOf } from './stages.ts'

const ENTRIES_ON_A_PAGE = 100
/** Of a long funding the end is drawn. */
const STEPS_IN_A_CHART = 500

export interface IdeaRequest {
  readonly panels: readonly NamedPanel[]
  readonly say: Say
  readonly until: number | undefined
  readonly tab: Tab | undefined
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

/** One idea: a part of what there is of it. The timeline is shown up to a position of the ledger. */
export async function ideaPage(
  queries: Queries,
  { view, state }: Idea,
  { panels, say, ...asked }: IdeaRequest,
) {
  const filled = await fillPanels(queries, view, panels)
  const tabs = TABS.filter((tab) => OWN.includes(tab) || filled.some((panel) => panel.tab === tab))
  const wanted = asked.tab ?? (asked.until === undefined ? 'overview' : 'events')
  const tab = tabs.find((one) => one === wanted) ?? 'overview'
  const isOn = (one: Tab) => tab === one || tab === 'all'
  return {
    view,
    tab,
    tabs,
    stages: stagesOf(view),
    balance: await readReading(queries, balanceOf(view.stream)),
    said: isOn('overview') ? await say.whole(queries, state) : null,
    isRaising: RAISING.includes(view.phase),
    isFunding: tab === 'funding',
    chart: isOn('overview') || isOn('funding') ? await chartOf(queries, view) : null,
    panels: filled.filter((panel) => isOn(panel.tab)),
    timeline: isOn('events') ? await timelineOf(queries, view, asked.until) : null,
  }
}

/** Those that are there also where no panel is. */
const OWN: readonly Tab[] = ['overview', 'funding', 'events', 'all']

async function chartOf(queries: Queries, view: SubnetView) {
  const steps = await raisedOverTime(queries, view, STEPS_IN_A_CHART + 1)
  return raisedChart(steps, view.target, { isCut: steps.length > STEPS_IN_A_CHART })
}

async function timelineOf(queries: Queries, { stream }: SubnetView, until: number | undefined) {
  const { entries, earlier, later } = await readTimeline(queries, stream, { until, limit: ENTRIES_ON_A_PAGE })
  return {
    entries,
    earlier,
    /** The position before the first entry. */
    before: (entries[0]?.position ?? 1) - 1,
    later: later > 0,
  }
}
