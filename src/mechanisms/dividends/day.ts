import type { Alpha, Rao } from '../money.ts'
import type { Row } from '../sheet/row.ts'
import type { Heirs } from './heirs.ts'
import type { Position } from './holders.ts'
import type { CarryReason, PaymentTerms, Smallest } from './payable.ts'

/** What a day's sheet is made from. Anyone who has it gets the same sheet, in whatever order its lists are (rule D1). */
export interface Day {
  /** All alpha of the subnet in its treasury and payroll, what is held back among it. */
  readonly available: Alpha
  /** What cannot be moved, and why (rule D3). */
  readonly heldBack: readonly { readonly reason: string; readonly amount: Alpha }[]
  /** The chain's rows at the day's block. */
  readonly positions: Iterable<Position>
  /** The subnet's own pots and the chain's own accounts: they are given nothing. */
  readonly excluded: ReadonlySet<string>
  /** What each gave over all rounds of funding. */
  readonly investors: Iterable<Investor>
  /** Whoever reported the idea, where the settings give a share of each day (rule M6). */
  readonly discoverer: Discoverer | null
  /** N3: whose new roles or mechanisms came into force and earned nothing yet. Left out where there is nobody. */
  readonly authors?: readonly Author[]
  /** What the day before left owing. */
  readonly owed: Iterable<Owed>
  readonly heirs: Heirs
  readonly terms: PaymentTerms
  readonly settings: DaySettings
}

export interface Investor {
  readonly coldkey: string
  readonly gave: Rao
}

export interface Discoverer {
  readonly account: string
  readonly basisPoints: number
}

export interface Author extends Discoverer {
  /** The month of the update. */
  readonly round: number
}

/** What an update earned its author. */
export interface Rewarded {
  readonly round: number
  readonly earned: Alpha
}

export interface Owed {
  readonly account: string
  readonly amount: Alpha
}

export interface DaySettings extends Smallest {
  /** The investors' share of what is distributed. */
  readonly investorsBasisPoints: number
  /** What always stays in the treasury, for operations. */
  readonly reserve: Alpha
}

/** One payment of the day: onto the hotkey where the account has most, where it holds any of the subnet's alpha. */
export type PayoutRow = Row<Alpha>

/** What an account is owed and not paid today. */
export interface Carry extends Owed {
  readonly reason: CarryReason
}

/** paid + carried + reserved + heldBack = available + missing. */
export interface DayTotals {
  readonly available: Alpha
  readonly heldBack: Alpha
  /** The operations reserve, as far as it is there, and what nobody can have today. */
  readonly reserved: Alpha
  /** Owed from before and not there to be paid. It is among what is carried; 0 unless more is held back than was on the day before. */
  readonly missing: Alpha
  /** Given to whom, before it was known who is paid today and who is not. */
  readonly discoverer: Alpha
  readonly investors: Alpha
  readonly holders: Alpha
  /** Before all of these, where there is somebody. */
  readonly authors?: readonly Rewarded[]
  readonly paid: Alpha
  readonly carried: Alpha
}

/** Both lists go by account. An account is in one of them; only where something is missing it may be in both. */
export interface DaySheet {
  readonly payouts: readonly PayoutRow[]
  readonly carry: readonly Carry[]
  readonly totals: DayTotals
}
