import { delegates } from '../delegates/delegates.ts'
import { deposit } from '../deposit/deposit.ts'
import { dispute } from '../dispute/dispute.ts'
import { dissolution } from '../dissolution/dissolution.ts'
import { drift } from '../drift/drift.ts'
import { errands } from '../errand/errands.ts'
import { fork } from '../fork/fork.ts'
import { funding } from '../funding/funding.ts'
import { home } from '../home/home.ts'
import { idea } from '../idea/idea.ts'
import { type CommandOf, type ErrandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { launch } from '../launch/launch.ts'
import { link } from '../link/link.ts'
import { mandate } from '../mandate/mandate.ts'
import { forget, keep } from '../payments/keep.ts'
import { payments } from '../payments/payments.ts'
import { phase } from '../phase/phase.ts'
import { probation } from '../probation/probation.ts'
import { storefront } from '../storefront/storefront.ts'
import { update } from '../update/update.ts'

/** The families of a subnet's stream, from idea to live. What follows by itself is asked of them in this order. */
export const lifeFamilies = {
  phase,
  dispute,
  deposit,
  idea,
  link,
  funding,
  home,
  fork,
  launch,
  probation,
  storefront,
  mandate,
  update,
  drift,
  delegates,
  dissolution,
  errands,
  payments,
}

export type LifeFamilies = typeof lifeFamilies
export type LifeState = StateOf<LifeFamilies>
export type LifeCommand = CommandOf<LifeFamilies>
export type LifeEvent = EventOf<LifeFamilies>
export type LifeErrand = ErrandOf<LifeFamilies>

/** A subnet's life from idea to live: `subnet:<repository id>:<issue number>`. Every family owns a slice. */
export const subnet = rulesOf({ kind: 'subnet', version: 26, keep, forget }, lifeFamilies)
