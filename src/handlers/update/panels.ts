import { readLife } from '../../ledger/read-subnet.ts'
import { neededOf } from '../../mechanisms/update/probation.ts'
import type { Panel, Panels } from '../kit/panel.ts'

/** The present update, or the last. */
const updatePanel: Panel = {
  heading: 'Update',
  template: '/update/panel/update',
  async read(queries, { stream, phase, rounds }) {
    if (phase !== 'live' && phase !== 'dissolved') return null
    const { update } = await readLife(queries, stream)
    const { current } = update
    if (!current) return null
    const guarantee = rounds.find(({ number }) => number === current.round)?.guarantee ?? null
    return {
      update: current,
      needed: neededOf(current),
      length: current.rules.month.probationDays,
      guarantee,
    }
  },
}

export const updatePanels = { update: updatePanel } satisfies Panels
