import { readSold } from '../../ledger/purchases.ts'
import { type Share, shareTable } from '../../mechanisms/sales/table.ts'
import type { Panel, Panels } from '../kit/panel.ts'
import { percentOf } from './percent.ts'

/** So many buyers are shown; the API has them all. */
const SHOWN = 50

/** Who has which share of the output, the largest first. */
const salesPanel: Panel = {
  heading: 'Shares of the output',
  template: '/sales/panel/sales',
  async read(queries, { stream }) {
    const { totals, block } = await readSold(queries, stream)
    if (block === null) return null
    const shares = shareTable(totals).toSorted(byParts)
    const sold = totals.reduce((sum, { amount }) => sum + amount, 0n)
    const shown = shares.slice(0, SHOWN).map((share) => ({ ...share, share: percentOf(share.parts) }))
    return { shares: shown, buyers: shares.length, sold, block }
  },
}

const byParts = (one: Share, other: Share): number =>
  one.parts === other.parts ? 0 : one.parts > other.parts ? -1 : 1

export const salesPanels = { sales: salesPanel } satisfies Panels
