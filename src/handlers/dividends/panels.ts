import type { Panel, Panels } from '../kit/panel.ts'
import { lastDay } from './last-day.ts'
import { stageOf } from './stage.ts'

/** What the last day made of the alpha in the treasury. */
const dividendsPanel: Panel = {
  heading: 'Daily distribution',
  template: '/dividends/panel/dividends',
  read: async (queries, { stream, issue, launch }) => {
    const day = launch?.startedAt == null ? null : await lastDay(queries, stream)
    return day && { ...day, issue, stage: await stageOf(queries, stream, day.record.day) }
  },
}

export const dividendsPanels = { dividends: dividendsPanel } satisfies Panels
