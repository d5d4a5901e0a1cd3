import { makeIdeaBill } from './deposit/bill.ts'
import { depositIntents } from './deposit/words.ts'
import { fundingIntents } from './funding/words.ts'
import { makeHome } from './home/make-home.ts'
import type { Outsides } from './kit/outside.ts'
import { mergeHead } from './launch/merge.ts'
import { planSteps } from './launch/plan.ts'
import { releaseArchitecture } from './launch/release.ts'
import { launchIntents } from './launch/words.ts'
import { checkIdeaLink } from './link/visit.ts'
import { makeRoundBill } from './mining/guarantee-bill.ts'
import { miningIntents } from './mining/words.ts'
import { reportHealth } from './probation/health.ts'
import { probationIntents } from './probation/words.ts'
import { readHead } from './proposal/head.ts'
import { readStakes } from './scoring/stakes.ts'

/** What somebody pays to a race without being asked goes back as a deposit does. */
const raceIntents = { ...miningIntents, 'deposit-refund': depositIntents['deposit-refund'] }

/** What each family does and says outside, by its name. A family that is in the rules and not here does not compile. */
export const outsides: Outsides = {
  deposit: { errands: { bill: makeIdeaBill }, intents: depositIntents },
  link: { errands: { link: checkIdeaLink } },
  funding: { intents: fundingIntents },
  home: { errands: { home: makeHome } },
  proposal: { errands: { head: readHead } },
  mining: { errands: { stakes: readStakes, 'guarantee-bill': makeRoundBill }, intents: raceIntents },
  launch: {
    errands: { merge: mergeHead, release: releaseArchitecture, plan: planSteps },
    intents: launchIntents,
  },
  probation: { errands: { health: reportHealth }, intents: probationIntents },
}
