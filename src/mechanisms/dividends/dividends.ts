import { accept } from '../kernel/decision.ts'
import {
  type Decided,
  dueAt,
  type Family,
  isReached,
  type Moment,
  type Told,
  tell,
  type View,
  type Wide,
} from '../kernel/family.ts'
import { type CommandOf, type ErrandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { alpha } from '../money.ts'
import { forget, keep } from '../payments/keep.ts'
import { payments } from '../payments/payments.ts'
import { subnetOf } from '../streams/names.ts'
import type { RewardAuthors } from '../update/slice.ts'
import { afterGathered, afterGivenUp, beginGathering, gathered, gatherWishes } from './gather.ts'
import {
  afterCancel,
  afterFailures,
  afterFill,
  afterPart,
  afterPayout,
  begin,
  endPayout,
  filled,
  fillWishes,
  openParts,
  partPaid,
  partsErrands,
  partWishes,
} from './payout.ts'
import type {
  DayOpened,
  DayReckoned,
  DividendsShape,
  DividendsSlice,
  OpenDay,
  ReckonErrand,
  ReportDay,
  SkipDay,
} from './slice.ts'

type State = View<DividendsShape>

type Own = DividendsShape['event']

const DAY = 86_400_000

/** Nothing was reckoned. */
export const NO_DAYS: DividendsSlice = {
  days: 0,
  open: null,
  nextAt: null,
  last: null,
  payout: null,
  owing: null,
  gathering: null,
}

const family: Family<DividendsShape> = {
  name: 'dividends',
  initial: NO_DAYS,
  inHome: false,
  asks: { phase: subnetOf, launch: subnetOf, dissolution: subnetOf },
  decide: { ReportDay: reportDay, SkipDay: skipDay, OpenParts: openParts, EndPayout: endPayout },
  evolve: {
    DayOpened: (own, { day, netuid, registeredIn, at }) => ({
      ...own,
      days: day,
      open: { day, netuid, registeredIn },
      nextAt: at + DAY,
    }),
    SheetMade: (own) => own,
    DayReckoned: (own, event) => {
      const { day, block, payouts, carry, record, totals } = event
      const last = { day, block, payouts, carry, record, totals }
      return { ...own, open: null, last, gathering: beginGathering(event) }
    },
    DaySkipped: (own) => ({ ...own, open: null }),
    PayoutBegun: begin,
    PayrollFilled: afterFill,
    PartsOpened: afterPart,
    PartPaid: afterPart,
    PayoutEnded: afterPayout,
    AlphaGathered: afterGathered,
    GatheringEnded: (own) => ({ ...own, gathering: null }),
    IntentCancelled: (own, event, before) => afterGivenUp(afterCancel(own, event, before), event, before),
  },
  follows: (state, moment) => afterFailures(state, moment.when) ?? nextDay(state, moment),
  due: ({ dividends }) => dueAt(dividends.nextAt),
  wishes: { 'fill-payroll': fillWishes, 'day-part': partWishes, 'gather-alpha': gatherWishes },
  settled: { 'fill-payroll': filled, 'day-part': partPaid, 'gather-alpha': gathered },
  errands: { reckon: reckonErrands, 'open-parts': partsErrands },
  tells: { DayReckoned: tellAuthors },
}

/** A day that nobody could reckon gives way to the next: what it would have distributed is still there. */
function nextDay(state: Wide<DividendsShape>, moment: Moment): DayOpened | null {
  const { dividends, phase, launch, dissolution } = state
  if (moment.tick === null || phase !== 'live' || launch?.netuid == null || dissolution?.at != null)
    return null
  // What of the last day is still under way would be counted as free.
  if (dividends.payout) return null
  if (dividends.nextAt !== null && !isReached(moment, dividends.nextAt)) return null
  const { netuid, registeredIn } = launch
  return { type: 'DayOpened', day: dividends.days + 1, netuid, registeredIn, ...moment.when }
}

/** N3: what the day gave to authors is earned once. */
function tellAuthors({ stream }: Wide<DividendsShape>, { day, totals, at }: DayReckoned): Told[] {
  const { authors = [] } = totals
  if (authors.length === 0) return []
  const source = { kind: 'stream', stream } as const
  return [tell<RewardAuthors>(subnetOf(stream), { type: 'RewardAuthors', day, rewards: authors, at, source })]
}

/** An answer to another day than the one in hand comes too late. */
function reportDay({ dividends }: State, command: ReportDay): Decided<DividendsShape> {
  const { type: _, sheets, pays, at, source, ...day } = command
  if (dividends.open?.day !== day.day) return accept()
  const made = sheets.map((sheet): Own => ({ ...sheet, type: 'SheetMade', at, source }))
  const reckoned: Own = { ...day, type: 'DayReckoned', at, source }
  return accept<Own>(...made, reckoned, ...payoutOf(dividends.open, command))
}

/** A day without rows is over at once, and may carry all the same. */
function payoutOf({ netuid }: OpenDay, { day, payouts, carry, pays, at, source }: ReportDay): Own[] {
  if (!pays) return []
  const { parts, hotkey, pot, fill } = pays
  const begun = {
    type: 'PayoutBegun',
    day,
    netuid,
    sheet: payouts,
    carry,
    parts,
    hotkey,
    pot,
    fill,
    at,
    source,
  } as const
  return parts > 0 ? [begun] : [begun, { type: 'PayoutEnded', day, left: alpha(0n), at, source }]
}

function skipDay({ dividends }: State, { day, at, source }: SkipDay): Decided<DividendsShape> {
  return dividends.open?.day === day ? accept({ type: 'DaySkipped', day, at, source }) : accept()
}

function reckonErrands({ dividends: { open, last, owing }, stream }: State): ReckonErrand[] {
  // The first names the stream, so that two subnets' sheets never are the same.
  const previous = last?.carry ?? stream
  return open ? [{ kind: 'reckon', key: `reckon:${stream}:${open.day}`, ...open, previous, owing }] : []
}

const families = { dividends: family, payments }

export type DividendsFamilies = typeof families
export type DividendsState = StateOf<typeof families>
export type DividendsCommand = CommandOf<typeof families>
export type DividendsEvent = EventOf<typeof families>
export type DividendsErrand = ErrandOf<typeof families>

/** What a live subnet distributes day by day: `dividends:<repository id>:<issue>`. */
export const dividends = rulesOf({ kind: 'dividends', version: 4, keep, forget }, families)
