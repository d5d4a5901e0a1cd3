import { disputePanels } from './dispute/panels.ts'
import { dissolutionPanels } from './dissolution/panels.ts'
import { dividendsPanels } from './dividends/panels.ts'
import { fundingPanels } from './funding/panels.ts'
import { ideaPanels } from './idea/panels.ts'
import type { Panel } from './kit/panel.ts'
import { launchPanels } from './launch/panels.ts'
import { miningPanels } from './mining/panels.ts'
import { paymentsPanels } from './payments/panels.ts'
import { probationPanels } from './probation/panels.ts'
import { salesPanels } from './sales/panels.ts'
import { teamPanels } from './team/panels.ts'
import { weightsPanels } from './weights/panels.ts'

/** What each family declares. A test finds a family whose panels are not here. */
type Declared = typeof disputePanels &
  typeof dividendsPanels &
  typeof dissolutionPanels &
  typeof fundingPanels &
  typeof ideaPanels &
  typeof launchPanels &
  typeof miningPanels &
  typeof paymentsPanels &
  typeof probationPanels &
  typeof salesPanels &
  typeof teamPanels &
  typeof weightsPanels

/** The panels of a subnet's page, in the order in which they stand. One that a family declares and that has no place here does not compile. */
const PLACES: Readonly<Record<keyof Declared, Panel>> = {
  facts: ideaPanels.facts,
  dissolution: dissolutionPanels.dissolution,
  probation: probationPanels.probation,
  incidents: probationPanels.incidents,
  cost: launchPanels.cost,
  launch: launchPanels.launch,
  mining: miningPanels.mining,
  team: teamPanels.team,
  weights: weightsPanels.weights,
  disputes: disputePanels.disputes,
  sales: salesPanels.sales,
  dividends: dividendsPanels.dividends,
  money: paymentsPanels.money,
  funders: fundingPanels.funders,
}

/** All of them, in that order, as the explorer is handed them. */
export const panels = Object.entries(PLACES).map(([name, panel]) => ({ ...panel, name }))
