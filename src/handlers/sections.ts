import { changedBy, type Section, type ShownEvent } from '../github/section.ts'
import { billSection, depositSection, linkWalletSection, receivedSection } from './deposit/sections.ts'
import { disputeSection, pastDisputesSection } from './dispute/sections.ts'
import { fundingSection, raisedSection, refundingSection } from './funding/sections.ts'
import { homeSection } from './home/sections.ts'
import { editedSection } from './idea/sections.ts'
import { launchSection } from './launch/sections.ts'
import { linkSection } from './link/sections.ts'
import { invitationSection } from './mining/invitation.ts'
import { pastRoundsSection, raceSection } from './mining/sections.ts'
import { waitingSection } from './payments/waiting.ts'
import { earnedSection } from './probation/earned.ts'
import { incidentsSection, probationSection } from './probation/sections.ts'

/** The sections of a thread, in the order in which they stand: history comes last, where room may run out. */
export const sections: readonly Section[] = [
  editedSection,
  linkWalletSection,
  billSection,
  receivedSection,
  disputeSection,
  linkSection,
  invitationSection,
  raceSection,
  launchSection,
  probationSection,
  incidentsSection,
  earnedSection,
  homeSection,
  fundingSection,
  raisedSection,
  refundingSection,
  depositSection,
  waitingSection,
  pastRoundsSection,
  pastDisputesSection,
]

/** Those that events of these types can change. What the chain's side says (holds, approvals) can change `waiting` and `launch` beside. */
export const sectionsChangedBy = (types: readonly ShownEvent[]): Section[] => changedBy(sections, types)
