import type { SeesDelegates } from '../delegates/slice.ts'
import type { SeesFunding } from '../funding/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { Rao } from '../money.ts'
import type { SeesPayments } from '../payments/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'

/** Rule D4: what the chain does with the subnet when its place is wanted; and, as in rule L4, what goes back to its funders. */
export interface DissolutionSlice {
  /** It is the one that goes when somebody wants a place. */
  readonly isNext: boolean
  /** When that was said last, milliseconds UTC, and how often it was said that it is. */
  readonly saidAt: number | null
  readonly warnings: number
  /** When the chain dissolved it, milliseconds UTC. Null while it is there. */
  readonly at: number | null
  /** What was left in its treasury and goes to its funders; null until it is counted. */
  readonly rest: Rest | null
  /** What its payroll and its hotkey had by then, which goes to the treasury first; null where nothing was found. */
  readonly left: readonly LeftInPot[] | null
}

/** What the chain paid a pot for its alpha, or gave back for a proxy. */
export interface LeftInPot {
  readonly pot: SweptPot
  readonly amount: Rao
  readonly isReturned: boolean
}

/** A subnet's account that funders' TAO is never paid from. */
export type SweptPot = 'payroll' | 'hotkey'

export interface Rest {
  /** Beside what the treasury still owed when it was counted. Rao. */
  readonly total: Rao
  /** The finalized block that it was counted at. */
  readonly block: number
  /** Those before this place are all paid. */
  readonly from: number
  /** Of those from there on, the places that are paid. */
  readonly paid: readonly number[]
}

export interface SeesDissolution {
  readonly dissolution: DissolutionSlice
}

/** The chain dissolved the subnet of this netuid. */
export interface SeeDissolution extends Occurrence {
  readonly type: 'SeeDissolution'
  readonly netuid: number
  /** The block that did it; of an earlier holder of the netuid it is older than the registration. */
  readonly block: number
}

/** Whether the subnet of this netuid is the next to be dissolved. */
export interface SeeOutlook extends Occurrence {
  readonly type: 'SeeOutlook'
  readonly netuid: number
  readonly isNext: boolean
}

export interface ReportRest extends Occurrence {
  readonly type: 'ReportRest'
  /** What the treasury can give, rao. */
  readonly free: Rao
  /** What the others can give. */
  readonly left: readonly Pick<LeftInPot, 'pot' | 'amount'>[]
  readonly block: number
}

export interface SubnetDissolved extends Occurrence {
  readonly type: 'SubnetDissolved'
  readonly netuid: number
}

export interface OutlookChanged extends Occurrence {
  readonly type: 'OutlookChanged'
  readonly isNext: boolean
}

export interface RestCounted extends Occurrence {
  readonly type: 'RestCounted'
  readonly total: Rao
  readonly block: number
}

export interface PotsLeft extends Occurrence {
  readonly type: 'PotsLeft'
  readonly left: readonly Pick<LeftInPot, 'pot' | 'amount'>[]
}

export interface PotReturned extends Occurrence {
  readonly type: 'PotReturned'
  readonly place: number
}

export interface FunderRepaid extends Occurrence {
  readonly type: 'FunderRepaid'
  readonly place: number
}

export interface DissolutionPurpose {
  /** `pot-return`: what a pot has goes to the treasury, from where funders are paid. */
  readonly kind: 'rest-return' | 'pot-return'
  /** Its place among the funders that get something, by their addresses; or among the pots that had something. */
  readonly about: readonly [place: number]
}

/** Count what the chain has left in the treasury; answered by `ReportRest`. */
export interface RestErrand {
  readonly kind: 'rest'
  readonly key: string
  /** Null where there never was a network. */
  readonly netuid: number | null
  /** SS58. */
  readonly account: string
  /** Those that have not been asked yet, with their addresses. */
  readonly pots: readonly (readonly [SweptPot, account: string])[]
}

export interface DissolutionShape {
  readonly name: 'dissolution'
  readonly own: DissolutionSlice
  readonly command: SeeDissolution | SeeOutlook | ReportRest
  readonly event: SubnetDissolved | OutlookChanged | RestCounted | FunderRepaid | PotsLeft | PotReturned
  readonly sees: SeesPhase & SeesIdea & SeesFunding & SeesLaunch & SeesPayments & SeesDelegates
  readonly purpose: DissolutionPurpose
  readonly errand: RestErrand
  readonly step: 'count-rest' | 'repay-funders' | 'dissolved' | 'returned'
}
