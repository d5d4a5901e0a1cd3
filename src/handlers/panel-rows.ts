import type { SubnetView } from '../ledger/read.ts'
import { depositFacts, depositIncome } from './deposit/rows.ts'
import { fundingFacts, fundingIncome } from './funding/rows.ts'
import { homeFacts } from './home/rows.ts'
import { ideaFacts } from './idea/rows.ts'
import type { PanelRow } from './kit/panel.ts'
import { launchFacts } from './launch/rows.ts'
import { linkFacts } from './link/rows.ts'
import { miningIncome } from './mining/rows.ts'

type DeclaredFacts = typeof depositFacts &
  typeof fundingFacts &
  typeof homeFacts &
  typeof ideaFacts &
  typeof launchFacts &
  typeof linkFacts
type DeclaredIncome = typeof depositIncome & typeof fundingIncome & typeof miningIncome

/** The rows of the panel of facts, in the order in which they stand. One that a family declares and that has no place here does not compile. */
const FACTS: Readonly<Record<keyof DeclaredFacts, PanelRow>> = {
  article: linkFacts.article,
  collateral: depositFacts.collateral,
  roles: ideaFacts.roles,
  edited: ideaFacts.edited,
  loan: fundingFacts.loan,
  repository: homeFacts.repository,
  subnet: launchFacts.subnet,
  bounty: launchFacts.bounty,
  accounts: depositFacts.accounts,
}

/** What came in, likewise. */
const INCOME: Readonly<Record<keyof DeclaredIncome, PanelRow>> = {
  paid: depositIncome.paid,
  guarantees: miningIncome.guarantees,
  refunds: depositIncome.refunds,
  contributions: fundingIncome.contributions,
}

/** All of both panels. */
export const panelRows: readonly PanelRow[] = [...Object.values(FACTS), ...Object.values(INCOME)]

/** The templates of those that have something to show. */
export const factsOf = (view: SubnetView): string[] => shown(FACTS, view)
export const incomeOf = (view: SubnetView): string[] => shown(INCOME, view)

const shown = (rows: Readonly<Record<string, PanelRow>>, view: SubnetView): string[] =>
  Object.values(rows)
    .filter(({ isShown }) => isShown(view))
    .map(({ template }) => template)
