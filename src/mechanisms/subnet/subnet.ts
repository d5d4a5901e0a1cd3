import { deposit } from '../deposit/deposit.ts'
import { dispute } from '../dispute/dispute.ts'
import { errands } from '../errand/errands.ts'
import { funding } from '../funding/funding.ts'
import { home } from '../home/home.ts'
import { idea } from '../idea/idea.ts'
import { type CommandOf, type ErrandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { launch } from '../launch/launch.ts'
import { link } from '../link/link.ts'
import { mining } from '../mining/mining.ts'
import { keep } from '../payments/keep.ts'
import { payments } from '../payments/payments.ts'
import { phase } from '../phase/phase.ts'
import { probation } from '../probation/probation.ts'
import { proposals } from '../proposal/proposals.ts'
import { scoring } from '../scoring/scoring.ts'

/** The families of a subnet's stream, from idea to live. What follows by itself is asked of them in this order. */
const families = {
  phase,
  dispute,
  deposit,
  idea,
  link,
  funding,
  home,
  proposals,
  scoring,
  mining,
  launch,
  probation,
  errands,
  payments,
}

/** One stream a subnet: `subnet:<repository id>:<issue number>`. Every family owns a slice. */
export type SubnetState = StateOf<typeof families>
export type SubnetCommand = CommandOf<typeof families>
export type SubnetEvent = EventOf<typeof families>
export type SubnetErrand = ErrandOf<typeof families>

export const subnetStream = (repository: number, issue: number): string => `subnet:${repository}:${issue}`

/** A subnet from idea to live: pure, total, one stream. */
export const subnet = rulesOf({ kind: 'subnet', version: 4, keep }, families)
