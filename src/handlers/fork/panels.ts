import { readStandings } from '../../ledger/subnets.ts'
import { marketOf } from '../../mechanisms/streams/names.ts'
import { subnetStream } from '../../mechanisms/subnet/state.ts'
import type { Panel, Panels } from '../kit/panel.ts'

/** Rule F1: the parent, this subnet and its forks, side by side. */
const forksPanel: Panel = {
  heading: 'Forks',
  template: '/fork/panel/forks',
  async read(queries, { stream, lineage }) {
    if (!lineage) return null
    const { parent, forks, asked } = lineage
    const market = marketOf(stream)
    const issues = forks.flatMap(({ issue }) => issue ?? [])
    const streams = [stream, ...issues.map((issue) => subnetStream(market, issue))]
    const rows = await readStandings(queries, parent ? [parent.stream, ...streams] : streams)
    const relation = (of: string) => (of === stream ? 'this' : of === parent?.stream ? 'parent' : 'fork')
    return {
      parent,
      rows: rows.map((row) => ({ ...row, relation: relation(row.stream) })),
      waiting: forks.filter(({ issue }) => issue === null),
      more: asked - forks.length,
    }
  },
}

export const forkPanels = { forks: forksPanel } satisfies Panels
