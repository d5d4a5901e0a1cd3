import { disputePanels } from './dispute/panels.ts'
import { dissolutionPanels } from './dissolution/panels.ts'
import { dividendsPanels } from './dividends/panels.ts'
import { forkPanels } from './fork/panels.ts'
import { fundingPanels } from './funding/panels.ts'
import { ideaPanels } from './idea/panels.ts'
import type { Panel } from './kit/panel.ts'
import { launchPanels } from './launch/panels.ts'
import { miningPanels } from './mining/panels.ts'
import { paymentsPanels } from './payments/panels.ts'
import { probationPanels } from './probation/panels.ts'
import { salesPanels } from './sales/panels.ts'
import { teamPanels } from './team/panels.ts'
import { updatePanels } from './update/panels.ts'
import { weightsPanels } from './weights/panels.ts'

/** What each family declares. A test finds a family whose panels are not here. */
type Declared = typeof disputePanels &
  typeof dividendsPanels &
  typeof dissolutionPanels &
  typeof forkPanels &
  typeof fundingPanels &
  typeof ideaPanels &
  typeof launchPanels &
  typeof miningPanels &
  typeof paymentsPanels &
  typeof probationPanels &
  typeof salesPanels &
  typeof teamPanels &
  typeof weightsPanels &
  typeof updatePanels

/** The panels of a subnet's page, in the order in which they stand, and the part of the page where each does. One that a family declares and that has no place here does not compile. */
const PLACES = {
  facts: { ...ideaPanels.facts, tab: 'overview' },
  dissolution: { ...dissolutionPanels.dissolution, tab: 'overview' },
  returned: { ...dissolutionPanels.returned, tab: 'overview' },
  probation: { ...probationPanels.probation, tab: 'launch' },
  incidents: { ...probationPanels.incidents, tab: 'launch' },
  cost: { ...launchPanels.cost, tab: 'funding' },
  launch: { ...launchPanels.launch, tab: 'launch' },
  update: { ...updatePanels.update, tab: 'proposals' },
  mining: { ...miningPanels.mining, tab: 'proposals' },
  team: { ...teamPanels.team, tab: 'team' },
  weights: { ...weightsPanels.weights, tab: 'team' },
  forks: { ...forkPanels.forks, tab: 'overview' },
  disputes: { ...disputePanels.disputes, tab: 'overview' },
  sales: { ...salesPanels.sales, tab: 'sales' },
  dividends: { ...dividendsPanels.dividends, tab: 'distributions' },
  money: { ...paymentsPanels.money, tab: 'money' },
  funders: { ...fundingPanels.funders, tab: 'funding' },
  rounds: { ...fundingPanels.rounds, tab: 'funding' },
} as const satisfies Readonly<Record<keyof Declared, Panel & { readonly tab: string }>>

/** All of them, in that order, as the explorer is handed them. */
export const panels = Object.entries(PLACES).map(([name, panel]) => ({ ...panel, name }))
