import type { PayAlpha, PayRows } from '../intent.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import { type Alpha, type Rao, rao } from '../money.ts'
import { retryDelay } from '../payments/retry.ts'
import type { Amount } from './row.ts'
import type { PartSummary } from './sheet.ts'

/** A sheet was made: its rows are in the ledger's tables, and `sheet` is what they hash to. */
export interface SheetMade extends Occurrence {
  readonly type: 'SheetMade'
  /** The digest. */
  readonly sheet: string
  readonly previous: string
  /** The block that it was read at. */
  readonly block: number
  readonly rows: number
  readonly total: Amount
  readonly parts: number
}

/** The next parts are to be paid now, in their order. */
export interface PartsOpened extends Occurrence {
  readonly type: 'PartsOpened'
  readonly sheet: string
  readonly parts: readonly PartSummary<Amount>[]
}

/** A part has settled; the event before it says where. `repair` is what it left, null where all has moved. */
export interface PartPaid extends Occurrence {
  readonly type: 'PartPaid'
  readonly sheet: string
  readonly part: number
  readonly round: number
  readonly repair: PartSummary<Amount> | null
  /** How many of its rows were never tried, because the extrinsic had no room for them: they come first. */
  readonly untried: number
}

export type SheetEvent = SheetMade | PartsOpened | PartPaid

/** What a stream's state holds of a sheet that is being paid: the parts that are open, and no rows. */
export interface Paying<A extends Amount = Rao> {
  readonly sheet: string
  /** How many parts the sheet has, and how many of them have been opened. */
  readonly parts: number
  readonly opened: number
  readonly open: readonly OpenPart<A>[]
  /** What was tried often enough, for the next sheet. */
  readonly carried: A
}

export interface OpenPart<A extends Amount = Rao> extends PartSummary<A> {
  /** Tries in which the chain refused some of it. */
  readonly refusals: number
  /** Milliseconds, UTC. */
  readonly notBefore: number
}

/** Open parts at once, so that a sheet of any length has a small state. */
const MOST_OPEN = 32
/** What a third try did not move waits for the next sheet. */
const MOST_REFUSALS = 3

export const beginPaying = <A extends Amount = Rao>({
  sheet,
  parts,
}: Pick<SheetMade, 'sheet' | 'parts'>): Paying<A> => ({
  sheet,
  parts,
  opened: 0,
  open: [],
  carried: rao(0n) as Amount as A,
})

/** The numbers of the parts that are to be opened next: `from` up to and without `to`. */
export function opensNext({ parts, opened, open }: Paying<Amount>): {
  readonly from: number
  readonly to: number
} {
  const room = Math.max(MOST_OPEN - open.length, 0)
  return { from: opened, to: Math.min(parts, opened + room) }
}

export const isPaid = ({ parts, opened, open }: Paying<Amount>): boolean =>
  opened === parts && open.length === 0

/** Folds what happened to the sheet in hand, in the unit of that sheet; events of another sheet change nothing. */
export function evolvePaying<A extends Amount>(paying: Paying<A>, event: PartsOpened | PartPaid): Paying<A> {
  if (event.sheet !== paying.sheet) return paying
  switch (event.type) {
    case 'PartsOpened': {
      const opened = (event.parts as readonly PartSummary<A>[]).map((part) => ({
        ...part,
        refusals: 0,
        notBefore: 0,
      }))
      return {
        ...paying,
        opened: paying.opened + opened.length,
        open: [...paying.open, ...opened],
      }
    }
    case 'PartPaid':
      return evolvePaid(paying, event)
  }
}

function evolvePaid<A extends Amount>(paying: Paying<A>, event: PartPaid): Paying<A> {
  const { untried, at } = event
  const repair = event.repair as PartSummary<A> | null
  const before = paying.open.find((one) => isOf(one, event))
  const open = paying.open.filter((one) => one !== before)
  if (!before || !repair) return { ...paying, open }
  // Rows for which there was no room are due at once: nobody has refused them.
  const refusals = before.refusals + (untried > 0 ? 0 : 1)
  if (refusals >= MOST_REFUSALS) return { ...paying, open, carried: (paying.carried + repair.total) as A }
  const notBefore = untried > 0 ? at : at + retryDelay(refusals)
  return { ...paying, open: [...open, { ...repair, refusals, notBefore }] }
}

const isOf = (
  one: OpenPart<Amount>,
  { part, round }: { readonly part: number; readonly round: number },
): boolean => one.part === part && one.round === round

/** The one call that pays an open part. */
export const payRows = (sheet: string, part: PartSummary): PayRows => {
  const { part: number, round, hash, rows, total, largest } = part
  return { kind: 'pay-rows', sheet, part: number, round, hash, rows, total, largest }
}

/** The same of a part that is counted in alpha: of which network, and under which hotkey the pot has it. */
export const payAlpha = (
  sheet: string,
  part: PartSummary<Alpha>,
  { netuid, hotkey }: Pick<PayAlpha, 'netuid' | 'hotkey'>,
): PayAlpha => {
  const { part: number, round, hash, rows, total, largest } = part
  return { kind: 'pay-alpha', sheet, part: number, round, hash, rows, total, largest, netuid, hotkey }
}
