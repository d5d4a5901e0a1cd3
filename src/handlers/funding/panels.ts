import { readLogins } from '../../ledger/read.ts'
import type { Panel, Panels } from '../kit/panel.ts'

/** Who gave how much, the largest first, with the accounts that are linked. */
const fundersPanel: Panel = {
  heading: 'Funders',
  template: '/funding/panel/funders',
  async read(queries, view) {
    if (view.funders.length === 0) return null
    const funders = view.funders.toSorted((a, b) => (a.amount > b.amount ? -1 : a.amount < b.amount ? 1 : 0))
    const logins = await readLogins(
      queries,
      funders.map(({ coldkey }) => coldkey),
    )
    return { funders: funders.map((funder) => ({ ...funder, login: logins.get(funder.coldkey) ?? null })) }
  },
}

export const fundingPanels = { funders: fundersPanel } satisfies Panels
