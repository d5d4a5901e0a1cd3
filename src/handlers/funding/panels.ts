import { readLogins } from '../../ledger/read.ts'
import type { Panel, Panels } from '../kit/panel.ts'

/** Who gave how much, the largest first, with the accounts that are linked. */
const fundersPanel: Panel = {
  heading: 'Funders',
  template: '/funding/panel/funders',
  async read(queries, view) {
    if (view.funders.length === 0) return null
    const funders = largestFirst(view.funders)
    const logins = await readLogins(
      queries,
      funders.map(({ coldkey }) => coldkey),
    )
    return { funders: funders.map((funder) => ({ ...funder, login: logins.get(funder.coldkey) ?? null })) }
  },
}

/** Rule D2: each round after the first, how far it is, and who gave. */
const roundsPanel: Panel = {
  heading: 'Further funding',
  template: '/funding/panel/rounds',
  async read(queries, { further = [] }) {
    if (further.length === 0) return null
    const logins = await readLogins(
      queries,
      further.flatMap(({ funders }) => funders.map(({ coldkey }) => coldkey)),
    )
    const rounds = further.map(({ funders, ...round }) => ({
      ...round,
      funders: largestFirst(funders).map((funder) => ({
        ...funder,
        login: logins.get(funder.coldkey) ?? null,
      })),
    }))
    return { rounds }
  },
}

const largestFirst = <Funder extends { readonly amount: bigint }>(funders: readonly Funder[]): Funder[] =>
  funders.toSorted((a, b) => (a.amount > b.amount ? -1 : a.amount < b.amount ? 1 : 0))

export const fundingPanels = { funders: fundersPanel, rounds: roundsPanel } satisfies Panels
