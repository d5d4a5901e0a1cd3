import type { Config, UpdateSettings } from '../config.ts'
import type { Bill, OwnRefundPurpose, Refund } from '../deposit/slice.ts'
import type { ExtrinsicRef } from '../intent.ts'
import type { Occurrence, Person } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { Rao } from '../money.ts'
import type { IntentSettled } from '../payments/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { Pots } from '../pots.ts'
import type { SeesProposal } from '../proposal/slice.ts'
import type { SeesRefund } from '../refund/slice.ts'
import type { SeesUpdate } from '../update/slice.ts'
import type { MiningCommand } from './commands.ts'
import type { MiningEvent } from './events.ts'

/** Rule A5. What a round runs by, frozen when it opens. */
export type RoundRules = Pick<Config, 'scoring' | 'mining' | 'launch' | 'probation'>

export interface Round {
  readonly number: number
  readonly opensAt: number
  readonly closesAt: number
  /** The end of which was told that it is near; absent before. */
  readonly toldOf?: number
  readonly rules: RoundRules
  /**
   * - `open`: proposals and scores are taken
   * - `counting`: over; the validators' stakes are read
   * - `invited`: the best miner is asked to guarantee
   * - `guaranteed`: collateral is in escrow: the launch, or the update, begins
   * - `lapsed`: nobody guaranteed; the next round is open
   */
  readonly stage: 'open' | 'counting' | 'invited' | 'guaranteed' | 'lapsed'
  /** How often something came to a proposal while it was counted: then it is counted anew. */
  readonly changes: number
  /** Of a live subnet: it is a month, whose best may become an update (rule N1). */
  readonly month?: UpdateSettings
  /** SHA-256 of all standings, hex; null before they are counted. The standings themselves are in the rows of rounds. */
  readonly digest: string | null
  /** The mean grade of the best, hundredths of a point; left out until it is counted. */
  readonly grade?: number | null
  readonly invitation: Invitation | null
  /** The collateral that was paid, so that the same payment is not taken twice. */
  readonly paid: { readonly hash: string; readonly payer: string } | null
  readonly lapse: Lapse | null
  /** What the best of a month had to be graded at least and was not: hundredths of a point. */
  readonly needed?: number
}

/** What is kept of a round that is over. */
export interface PastRound {
  readonly number: number
  readonly closesAt: number
  readonly digest: string | null
  /** By which a payment that comes too late is known. */
  readonly remarkHash: string | null
  readonly paid: Round['paid']
}

export type Lapse =
  | 'no-proposal'
  | 'low-grade'
  | 'deadline'
  | 'declined'
  | 'head-moved'
  | 'closed'
  | 'not-merged'
  | 'not-better'
  | 'on-probation'
  | 'merged'
  | 'dissolved'

export interface Invitation {
  readonly pull: number
  readonly head: string
  readonly miner: Person
  /** When the miner was invited, milliseconds UTC. */
  readonly invitedAt: number
  readonly deadline: number
  /** Who pays, SS58: the coldkey that the miner had linked when accepting. Null until `/guarantee`. */
  readonly coldkey: string | null
  /** When and where that was written; null until it was. */
  readonly said: Occurrence | null
  readonly bill: Bill | null
}

/** The guarantor's collateral of the running launch. */
export interface Guarantee {
  readonly round: number
  readonly pull: number
  readonly head: string
  readonly guarantor: Person
  readonly paid: ExtrinsicRef & { readonly payer: string; readonly collateral: Rao; readonly at: number }
  readonly fate: 'held' | 'returned' | 'slashed'
}

export interface MiningSlice {
  /** The subnet's accounts; null before there is a home to mine in. */
  readonly pots: Pots | null
  /** The present round. */
  readonly round: Round | null
  /** The last ones: rows have all. */
  readonly past: readonly PastRound[]
  /** Those that are held, or whose collateral is on its way. */
  readonly guarantees: readonly Guarantee[]
  /** Rule N1: the months of a live subnet; null before there are any. */
  readonly live: LiveRace | null
  /** Owed of the time when the race's stream sent what had come in the name of a round. */
  readonly refunds: readonly Refund[]
  readonly refunded: readonly string[]
}

/** A live subnet's race goes by months. */
export interface LiveRace {
  /** When it went live: milliseconds, UTC. */
  readonly since: number
  readonly isOver: boolean
  /** Of the architecture in force, when it was chosen: hundredths of a point. Null where nobody knows. */
  readonly grade: number | null
  /** Of the one before the last update. */
  readonly before: number | null
  /** The round whose proposal was merged last; null while the launch's is in force. */
  readonly adopted: number | null
}

export interface SeesMining {
  readonly mining: MiningSlice
}

export type MiningPurpose =
  | {
      readonly kind: 'guarantee-return' | 'guarantee-slash'
      readonly about: readonly [round: number]
    }
  | OwnRefundPurpose

/** Count the round with the stakes of those who scored; answered by `ReportStakes`. */
export interface StakesErrand {
  readonly kind: 'stakes'
  readonly key: string
  readonly round: number
  readonly changes: number
}

/** What the invited miner signs; answered by `IssueGuaranteeBill`. */
export interface GuaranteeBillErrand {
  readonly kind: 'guarantee-bill'
  readonly key: string
  readonly round: number
}

/** Why a command of it changes nothing. */
export type MiningRefusal = 'counting' | 'no-round' | 'already-guaranteed' | 'not-invited' | 'other-commit'

/** What a race waits for. */
export type MiningStep =
  | 'mine-architecture'
  | 'count-round'
  | 'accept-invitation'
  | 'prepare-guarantee-bill'
  | 'pay-guarantee'

export interface MiningShape {
  readonly name: 'mining'
  readonly own: MiningSlice
  readonly command: MiningCommand
  readonly event: MiningEvent
  readonly beside: SeesLaunch & SeesRefund & Partial<SeesProposal> & Partial<SeesUpdate>
  readonly hears: IntentSettled
  readonly purpose: MiningPurpose
  readonly errand: StakesErrand | GuaranteeBillErrand
  readonly refusal: MiningRefusal
  readonly borrows: 'unlinked' | 'too-late'
  readonly step: MiningStep
  /** Rounds are held where a subnet has a home and no launch. */
  readonly looks: SeesPhase
}
