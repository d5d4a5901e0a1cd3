import type { SeesDissolution } from '../dissolution/slice.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { SheetMade } from '../sheet/paying.ts'
import type { DayTotals } from './day.ts'

/** Rule D1: what a live subnet would distribute is reckoned once a day. Rows are in sheets: the state holds none. */
export interface DividendsSlice {
  /** How many days were opened. */
  readonly days: number
  /** The day that is being reckoned; null where none is. */
  readonly open: OpenDay | null
  /** When the next opens, milliseconds UTC; null before the first. */
  readonly nextAt: number | null
  /** The day that was reckoned last; null before the first. */
  readonly last: ReckonedDay | null
}

/** One day of one network: a netuid is used again. */
export interface OpenDay {
  readonly day: number
  readonly netuid: number
  readonly registeredIn: number | null
}

export interface ReckonedDay {
  readonly day: number
  /** The finalized block that it was read at. */
  readonly block: number
  /** Digests: of those who have so much that it can be paid, and of those who have less. */
  readonly payouts: string
  readonly carry: string
  /** SHA-256 of what both were made from. */
  readonly record: string
  readonly totals: DayTotals
}

/** What the chain and the ledger say of the day: two sheets. The later names the earlier as the one before it. */
export interface ReportDay extends Occurrence, ReckonedDay {
  readonly type: 'ReportDay'
  readonly sheets: readonly Omit<SheetMade, 'type' | 'at' | 'source'>[]
}

/** The day cannot be reckoned any more: the network is gone. */
export interface SkipDay extends Occurrence {
  readonly type: 'SkipDay'
  readonly day: number
}

export interface DayOpened extends Occurrence, OpenDay {
  readonly type: 'DayOpened'
}

export interface DayReckoned extends Occurrence, ReckonedDay {
  readonly type: 'DayReckoned'
}

export interface DaySkipped extends Occurrence {
  readonly type: 'DaySkipped'
  readonly day: number
}

/** Read who holds the subnet's alpha, and reckon the day; answered by `ReportDay` or `SkipDay`. */
export interface ReckonErrand extends OpenDay {
  readonly kind: 'reckon'
  readonly key: string
  /** What the payouts' sheet names as the one before it. */
  readonly previous: string
}

export interface DividendsShape {
  readonly name: 'dividends'
  readonly own: DividendsSlice
  readonly command: ReportDay | SkipDay
  readonly event: DayOpened | DayReckoned | DaySkipped | SheetMade
  /** Of the subnet: only a live one distributes. */
  readonly beside: Partial<SeesPhase & SeesLaunch & SeesDissolution>
  readonly errand: ReckonErrand
}
