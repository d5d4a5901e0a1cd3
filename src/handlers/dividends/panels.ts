import type { Panel, Panels } from '../kit/panel.ts'
import { lastDay } from './last-day.ts'

/** What the last day made of the alpha in the treasury. */
const dividendsPanel: Panel = {
  heading: 'Daily distribution',
  template: '/dividends/panel/dividends',
  read: async (queries, { stream, launch }) => (launch?.startedAt == null ? null : lastDay(queries, stream)),
}

export const dividendsPanels = { dividends: dividendsPanel } satisfies Panels
