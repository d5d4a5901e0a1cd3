import type { Besides } from '../kernel/beside.ts'
import { accept } from '../kernel/decision.ts'
import {
  type Decided,
  dueAt,
  type Family,
  isReached,
  type Moment,
  type View,
  type Wide,
} from '../kernel/family.ts'
import { type CommandOf, type ErrandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { subnetOf } from '../streams/names.ts'
import type { DayOpened, DividendsShape, DividendsSlice, ReckonErrand, ReportDay, SkipDay } from './slice.ts'

type State = View<DividendsShape>

const DAY = 86_400_000

/** Nothing was reckoned. */
export const NO_DAYS: DividendsSlice = { days: 0, open: null, nextAt: null, last: null }

const family: Family<DividendsShape> = {
  name: 'dividends',
  initial: NO_DAYS,
  inHome: false,
  decide: { ReportDay: reportDay, SkipDay: skipDay },
  evolve: {
    DayOpened: (own, { day, netuid, registeredIn, at }) => ({
      ...own,
      days: day,
      open: { day, netuid, registeredIn },
      nextAt: at + DAY,
    }),
    SheetMade: (own) => own,
    DayReckoned: (own, { day, block, payouts, carry, record, totals }) => ({
      ...own,
      open: null,
      last: { day, block, payouts, carry, record, totals },
    }),
    DaySkipped: (own) => ({ ...own, open: null }),
  },
  follows: nextDay,
  due: ({ dividends }) => dueAt(dividends.nextAt),
  errands: { reckon: reckonErrands },
}

/** A day that nobody could reckon gives way to the next: what it would have distributed is still there. */
function nextDay(state: Wide<DividendsShape>, moment: Moment): DayOpened | null {
  const { dividends, phase, launch, dissolution } = state
  if (moment.tick === null || phase !== 'live' || launch?.netuid == null || dissolution?.at != null)
    return null
  if (dividends.nextAt !== null && !isReached(moment, dividends.nextAt)) return null
  const { netuid, registeredIn } = launch
  return { type: 'DayOpened', day: dividends.days + 1, netuid, registeredIn, ...moment.when }
}

/** An answer to another day than the one in hand comes too late. */
function reportDay({ dividends }: State, command: ReportDay): Decided<DividendsShape> {
  const { type: _, sheets, at, source, ...day } = command
  if (dividends.open?.day !== day.day) return accept()
  const made = sheets.map((sheet): DividendsEvent => ({ ...sheet, type: 'SheetMade', at, source }))
  return accept<DividendsEvent>(...made, { ...day, type: 'DayReckoned', at, source })
}

function skipDay({ dividends }: State, { day, at, source }: SkipDay): Decided<DividendsShape> {
  return dividends.open?.day === day ? accept({ type: 'DaySkipped', day, at, source }) : accept()
}

function reckonErrands({ dividends: { open, last }, stream }: State): ReckonErrand[] {
  // The first names the stream, so that two subnets' sheets never are the same.
  const previous = last?.carry ?? stream
  return open ? [{ kind: 'reckon', key: `reckon:${stream}:${open.day}`, ...open, previous }] : []
}

const families = { dividends: family }

export type DividendsFamilies = typeof families
export type DividendsState = StateOf<typeof families>
export type DividendsCommand = CommandOf<typeof families>
export type DividendsEvent = EventOf<typeof families>
export type DividendsErrand = ErrandOf<typeof families>

/** What a live subnet distributes day by day: `dividends:<repository id>:<issue>`. */
export const dividends = rulesOf({ kind: 'dividends', version: 1, beside }, families)

function beside(stream: string): Besides {
  const subnet = subnetOf(stream)
  return { phase: subnet, launch: subnet, dissolution: subnet }
}
