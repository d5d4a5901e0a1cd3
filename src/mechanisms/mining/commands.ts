import type { Bill } from '../deposit/slice.ts'
import type { ExtrinsicRef } from '../intent.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { Rao } from '../money.ts'
import type { Pot, Pots } from '../pots.ts'
import type { ProposalStatus } from '../proposal/slice.ts'
import type { Standing } from '../scoring/standings.ts'
import type { Lapse } from './slice.ts'

/** The subnet has a home: mining begins. */
export interface OpenRace extends Occurrence {
  readonly type: 'OpenRace'
  readonly pots: Pots
}

/** `/guarantee` by the invited miner. */
export interface Accept extends Occurrence {
  readonly type: 'Accept'
  readonly pull: number
  readonly person: Person
  readonly coldkey: string | null
}

/** `/decline` by the invited miner, before paying. */
export interface Decline extends Occurrence {
  readonly type: 'Decline'
  readonly pull: number
  readonly person: Person
}

/** A round counted from its proposals and the stakes of those who scored, read after its end. */
export interface ReportStakes extends Occurrence {
  readonly type: 'ReportStakes'
  readonly round: number
  /** The changes of the round that it was counted with. */
  readonly changes: number
  readonly stakes: Readonly<Record<number, Rao>>
  readonly block: number
  /** The best of them, best first. */
  readonly standings: readonly Standing[]
  /** How many there are in all. */
  readonly count: number
  /** SHA-256 of all of them, hex. */
  readonly digest: string
  /** The mean grade of the best, hundredths of a point; null where nobody with stake has scored it. */
  readonly grade?: number | null
}

/** TAO came to the escrow, and names a round. */
export interface SeeGuarantee extends Occurrence {
  readonly type: 'SeeGuarantee'
  readonly extrinsic: ExtrinsicRef
  readonly payer: string
  /** The coldkey, SS58, of the miner who accepted, where the payer has inherited it. */
  readonly swappedFrom?: string
  readonly pot: Pot
  /** SS58 of the treasury that has the pot. */
  readonly treasury: string
  readonly amount: Rao
  readonly remarkHashes: readonly string[]
}

/** Something came to a proposal that a round is being counted with, or whose miner is invited. */
export interface SeeChange extends Occurrence {
  readonly type: 'SeeChange'
  readonly pull: number
  readonly head: string
  readonly status: ProposalStatus
  /** When that head came, milliseconds UTC. */
  readonly since: number
}

/** The launch, or the update, came to nothing before anything was merged. */
export interface VoidRound extends Occurrence {
  readonly type: 'VoidRound'
  readonly round: number
  readonly why: Lapse
}

/** The launch, or the update, has ended: the guarantor's collateral goes back, or is slashed. */
export interface EndGuarantee extends Occurrence {
  readonly type: 'EndGuarantee'
  readonly round: number
  /** `refused`: the chain does not take it, which is nobody's fault. */
  readonly verdict: 'passed' | 'failed' | 'refused' | 'dissolved' | 'returned'
}

/** N1: the best of a month was merged. */
export interface AdoptRound extends Occurrence {
  readonly type: 'AdoptRound'
  readonly round: number
}

/** D4: the chain has dissolved the subnet. */
export interface EndRace extends Occurrence {
  readonly type: 'EndRace'
}

export interface IssueGuaranteeBill extends Occurrence {
  readonly type: 'IssueGuaranteeBill'
  readonly round: number
  readonly bill: Bill
}

export type MiningCommand =
  | OpenRace
  | Accept
  | Decline
  | ReportStakes
  | IssueGuaranteeBill
  | SeeGuarantee
  | SeeChange
  | VoidRound
  | EndGuarantee
  | AdoptRound
  | EndRace
