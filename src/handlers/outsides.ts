import { accountOutside } from './account/outside.ts'
import { delegatesOutside } from './delegates/outside.ts'
import { depositOutside } from './deposit/outside.ts'
import { disputeOutside } from './dispute/outside.ts'
import { dissolutionOutside } from './dissolution/outside.ts'
import { dividendsOutside } from './dividends/outside.ts'
import { driftOutside } from './drift/outside.ts'
import { errandOutside } from './errand/outside.ts'
import { forkOutside } from './fork/outside.ts'
import { fundingOutside } from './funding/outside.ts'
import { homeOutside } from './home/outside.ts'
import { ideaOutside } from './idea/outside.ts'
import type { Outsides } from './kit/outside.ts'
import { launchOutside } from './launch/outside.ts'
import { lineageOutside } from './lineage/outside.ts'
import { linkOutside } from './link/outside.ts'
import { mandateOutside } from './mandate/outside.ts'
import { marketOutside } from './market/outside.ts'
import { miningOutside } from './mining/outside.ts'
import { paymentsOutside } from './payments/outside.ts'
import { probationOutside } from './probation/outside.ts'
import { proposalOutside } from './proposal/outside.ts'
import { refundOutside } from './refund/outside.ts'
import { salesOutside } from './sales/outside.ts'
import { scoringOutside } from './scoring/outside.ts'
import { storefrontOutside } from './storefront/outside.ts'
import { tasksOutside } from './task/outside.ts'
import { teamOutside } from './team/outside.ts'
import { updateOutside } from './update/outside.ts'
import { weightsOutside } from './weights/outside.ts'

/** What each family hears, does and says outside, by its name. A family that is in the rules and not here does not compile. */
export const outsides: Outsides = {
  account: accountOutside,
  lineage: lineageOutside,
  deposit: depositOutside,
  dispute: disputeOutside,
  idea: ideaOutside,
  link: linkOutside,
  funding: fundingOutside,
  home: homeOutside,
  fork: forkOutside,
  proposal: proposalOutside,
  scores: scoringOutside,
  mining: miningOutside,
  launch: launchOutside,
  probation: probationOutside,
  storefront: storefrontOutside,
  mandate: mandateOutside,
  update: updateOutside,
  drift: driftOutside,
  delegates: delegatesOutside,
  dissolution: dissolutionOutside,
  sales: salesOutside,
  team: teamOutside,
  tasks: tasksOutside,
  weights: weightsOutside,
  dividends: dividendsOutside,
  errands: errandOutside,
  payments: paymentsOutside,
  refund: refundOutside,
  market: marketOutside,
}
