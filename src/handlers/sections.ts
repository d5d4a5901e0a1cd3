import { type AnySection, isTouched } from '../github/section.ts'
import type { Cause } from '../ledger/causes.ts'
import { delegatesSections } from './delegates/sections.ts'
import { depositSections } from './deposit/sections.ts'
import { disputeSections } from './dispute/sections.ts'
import { dissolutionSections } from './dissolution/sections.ts'
import { forkSections } from './fork/sections.ts'
import { fundingSections } from './funding/sections.ts'
import { homeSections } from './home/sections.ts'
import { ideaSections } from './idea/sections.ts'
import { launchSections } from './launch/sections.ts'
import { linkSections } from './link/sections.ts'
import { mandateSections } from './mandate/sections.ts'
import { miningSections } from './mining/sections.ts'
import { paymentsSections } from './payments/sections.ts'
import { probationSections } from './probation/sections.ts'
import { reportSections } from './report/sections.ts'
import { storefrontSections } from './storefront/sections.ts'
import { tasksSections } from './task/sections.ts'
import { teamSections } from './team/sections.ts'
import { updateSections } from './update/sections.ts'
import { weightsSections } from './weights/sections.ts'

/** What each family declares. A test finds a family whose sections are not here. */
type Declared = typeof delegatesSections &
  typeof depositSections &
  typeof dissolutionSections &
  typeof disputeSections &
  typeof forkSections &
  typeof fundingSections &
  typeof homeSections &
  typeof ideaSections &
  typeof launchSections &
  typeof linkSections &
  typeof mandateSections &
  typeof miningSections &
  typeof paymentsSections &
  typeof probationSections &
  typeof reportSections &
  typeof storefrontSections &
  typeof tasksSections &
  typeof teamSections &
  typeof weightsSections &
  typeof updateSections

/** The sections of a thread. */
export type SectionName = keyof Declared

/**
 * The sections of a thread, in the order in which they stand: history comes last, where room may run out. One that a family declares and
 * that has no place here does not compile.
 */
const PLACES: Readonly<Record<SectionName, AnySection>> = {
  edited: ideaSections.edited,
  'link-wallet': depositSections['link-wallet'],
  cost: launchSections.cost,
  bill: depositSections.bill,
  received: depositSections.received,
  dispute: disputeSections.dispute,
  link: linkSections.link,
  dissolution: dissolutionSections.dissolution,
  invitation: miningSections.invitation,
  race: miningSections.race,
  returns: launchSections.returns,
  launch: launchSections.launch,
  report: reportSections.report,
  update: updateSections.update,
  mandate: mandateSections.mandate,
  rounds: fundingSections.rounds,
  probation: probationSections.probation,
  incidents: probationSections.incidents,
  earned: probationSections.earned,
  tasks: tasksSections.tasks,
  team: teamSections.team,
  weights: weightsSections.weights,
  delegates: delegatesSections.delegates,
  storefront: storefrontSections.storefront,
  home: homeSections.home,
  forks: forkSections.forks,
  funding: fundingSections.funding,
  raise: launchSections.raise,
  raised: fundingSections.raised,
  refunding: fundingSections.refunding,
  deposit: depositSections.deposit,
  waiting: paymentsSections.waiting,
  'past-rounds': miningSections['past-rounds'],
  'past-disputes': disputeSections['past-disputes'],
}

/** A section and its name. */
export interface NamedSection extends AnySection {
  readonly name: SectionName
}

/** All of them, in that order. */
export const sections: readonly NamedSection[] = Object.entries(PLACES).map(([name, section]) => ({
  ...section,
  name: name as SectionName,
}))

/** Those whose text these can change. */
export const sectionsTouchedBy = (causes: ReadonlySet<Cause>): NamedSection[] =>
  sections.filter((section) => isTouched(section, causes))
