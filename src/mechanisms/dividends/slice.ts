import type { SeesDissolution } from '../dissolution/slice.ts'
import type { Purpose } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { Alpha } from '../money.ts'
import type { IntentCancelled, SeesPayments } from '../payments/slice.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { Pot } from '../pots.ts'
import type { PartPaid, PartsOpened, Paying, SheetMade } from '../sheet/paying.ts'
import type { PartSummary } from '../sheet/sheet.ts'
import type { DayTotals } from './day.ts'

/** Rule D1: what a live subnet distributes is reckoned and paid once a day. Rows are in sheets: the state holds none. */
export interface DividendsSlice {
  /** How many days were opened. */
  readonly days: number
  /** The day that is being reckoned; null where none is. */
  readonly open: OpenDay | null
  /** When the next opens, milliseconds UTC; null before the first. */
  readonly nextAt: number | null
  /** The day that was reckoned last; null before the first. */
  readonly last: ReckonedDay | null
  /** What that day pays; null where all of it is paid or carried. No other day opens before. */
  readonly payout: Payout | null
  /** The last day of which something may be owed still. */
  readonly owing: Owing | null
  /** What lies under other hotkeys than that of the last day, and is brought there; null where nothing is left to bring. */
  readonly gathering: Gathering | null
}

/** Alpha that came to the pots under other hotkeys: whoever gives it chooses the hotkey. */
export interface Gathering {
  readonly day: number
  readonly netuid: number
  /** SS58 of the hotkey that it is brought to. */
  readonly to: string
  readonly gathers: readonly Gather[]
}

export interface Gather {
  readonly pot: Pot
  /** SS58 of the hotkey under which it lies. */
  readonly hotkey: string
  readonly amount: Alpha
}

/** The two sheets of a day that was paid: who is carried by the rules, and whose rows the chain refused. */
export interface Owing {
  readonly day: number
  readonly carry: string
  readonly payouts: string
}

/** How a day is paid. */
export interface Paid {
  /** SS58 of the hotkey under which the alpha lies. */
  readonly hotkey: string
  /** That its rows are paid from: the payroll, or the treasury where a subnet has none. */
  readonly pot: Pot
  /** What that pot lacks; null where it lacks nothing. */
  readonly fill: Fill | null
}

export interface Fill {
  readonly from: Pot
  /** SS58 of the pot that is filled. */
  readonly account: string
  readonly amount: Alpha
}

/** A day that is being paid. */
export interface Payout extends Paid {
  readonly day: number
  readonly netuid: number
  readonly carry: string
  readonly paying: Paying<Alpha>
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
  /** Left out of what was told before days were paid. */
  readonly pays?: Paid & { readonly parts: number }
  /** Left out where nothing lies elsewhere that can be moved. */
  readonly gathering?: Omit<Gathering, 'day'>
}

/** The next parts of the sheet that is paid, as the tables have them. */
export interface OpenParts extends Occurrence {
  readonly type: 'OpenParts'
  readonly sheet: string
  /** The number of the first. */
  readonly from: number
  readonly parts: readonly PartSummary<Alpha>[]
}

/** The network is gone: nothing of it can be paid any more. */
export interface EndPayout extends Occurrence {
  readonly type: 'EndPayout'
}

/** The day cannot be reckoned any more: the network is gone. */
export interface SkipDay extends Occurrence {
  readonly type: 'SkipDay'
  readonly day: number
}

export interface DayOpened extends Occurrence, OpenDay {
  readonly type: 'DayOpened'
}

/** What an earlier day had still to gather is among what this one names. */
export interface DayReckoned extends Occurrence, ReckonedDay {
  readonly type: 'DayReckoned'
  readonly gathering?: Omit<Gathering, 'day'>
}

/** Alpha of a pot lies under the hotkey from which days are paid. */
export interface AlphaGathered extends Occurrence {
  readonly type: 'AlphaGathered'
  readonly day: number
  readonly hotkey: string
  readonly pot: Pot['kind']
}

/** The network is gone: nothing of it can be moved any more. */
export interface GatheringEnded extends Occurrence {
  readonly type: 'GatheringEnded'
  readonly day: number
}

export interface DaySkipped extends Occurrence {
  readonly type: 'DaySkipped'
  readonly day: number
}

/** Rows are paid from now on: first the pot is filled, where it lacks something. */
export interface PayoutBegun extends Occurrence, Paid {
  readonly type: 'PayoutBegun'
  readonly day: number
  readonly netuid: number
  readonly sheet: string
  readonly carry: string
  readonly parts: number
}

export interface PayrollFilled extends Occurrence {
  readonly type: 'PayrollFilled'
  readonly day: number
}

/** All rows are paid, or owed on the next day. */
export interface PayoutEnded extends Occurrence {
  readonly type: 'PayoutEnded'
  readonly day: number
  /** What of the parts that were opened was not paid. */
  readonly left: Alpha
}

/** The day, and the sheet that is paid. */
export interface ForFill extends Purpose {
  readonly kind: 'fill-payroll'
  readonly about: readonly [number, string]
}

/** The day, the part and its round. */
export interface ForPart extends Purpose {
  readonly kind: 'day-part'
  readonly about: readonly [number, number, number]
}

/** The day, the kind of the pot and the hotkey under which its alpha lies. */
export interface ForGather extends Purpose {
  readonly kind: 'gather-alpha'
  readonly about: readonly [day: number, pot: Pot['kind'], hotkey: string]
}

/** Name the next parts; answered by `OpenParts`. */
export interface PartsErrand {
  readonly kind: 'open-parts'
  readonly key: string
  readonly sheet: string
  readonly from: number
  /** Up to and without. */
  readonly to: number
}

/** Read who holds the subnet's alpha, and reckon the day; answered by `ReportDay` or `SkipDay`. */
export interface ReckonErrand extends OpenDay {
  readonly kind: 'reckon'
  readonly key: string
  /** What the payouts' sheet names as the one before it. */
  readonly previous: string
  /** The day of which something may be owed; null where nothing was paid before. */
  readonly owing: Owing | null
}

export interface DividendsShape {
  readonly name: 'dividends'
  readonly own: DividendsSlice
  readonly command: ReportDay | SkipDay | OpenParts | EndPayout
  readonly event:
    | DayOpened
    | DayReckoned
    | DaySkipped
    | SheetMade
    | PayoutBegun
    | PayrollFilled
    | PartsOpened
    | PartPaid
    | PayoutEnded
    | AlphaGathered
    | GatheringEnded
  readonly hears: IntentCancelled
  readonly sees: SeesPayments
  readonly purpose: ForFill | ForPart | ForGather
  /** Of the subnet: only a live one distributes. */
  readonly beside: Partial<SeesPhase & SeesLaunch & SeesDissolution>
  readonly errand: ReckonErrand | PartsErrand
}
