import { accept } from '../kernel/decision.ts'
import type { Decided, Success, View, Wide, Wish } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import { keyOf } from '../kernel/purpose.ts'
import { type Alpha, alpha } from '../money.ts'
import type { IntentCancelled } from '../payments/slice.ts'
import {
  beginPaying,
  evolvePaying,
  isPaid,
  opensNext,
  type PartPaid,
  type PartsOpened,
  payAlpha,
} from '../sheet/paying.ts'
import { sumOf } from '../sheet/row.ts'
import { endGathering } from './gather.ts'
import type {
  DividendsShape,
  DividendsSlice,
  EndPayout,
  ForFill,
  ForPart,
  OpenParts,
  PartsErrand,
  Payout,
  PayoutBegun,
  PayoutEnded,
  PayrollFilled,
} from './slice.ts'

type State = View<DividendsShape>

/** Parts open at most before the next are asked for: so one errand brings many. */
const FEW = 16

export const begin = (own: DividendsSlice, event: PayoutBegun): DividendsSlice => {
  const { day, netuid, sheet, carry, parts, hotkey, pot, fill } = event
  const paying = beginPaying<Alpha>({ sheet, parts })
  return { ...own, payout: { day, netuid, carry, hotkey, pot, fill, paying } }
}

export const afterFill = (own: DividendsSlice, { day }: PayrollFilled): DividendsSlice =>
  own.payout?.day === day ? { ...own, payout: { ...own.payout, fill: null } } : own

export const afterPart = (own: DividendsSlice, event: PartsOpened | PartPaid): DividendsSlice =>
  own.payout ? { ...own, payout: { ...own.payout, paying: evolvePaying(own.payout.paying, event) } } : own

/** What it left is owed on the next day, together with what the rules carried. */
export const afterPayout = (own: DividendsSlice, { day }: PayoutEnded): DividendsSlice =>
  own.payout?.day === day ? ended(own, own.payout) : own

/**
 * What the operator gives up is not paid on this day any more, and is owed on the next. Without its fill no part was opened: then that is
 * the whole day.
 */
export function afterCancel(own: DividendsSlice, { key }: IntentCancelled, before: State): DividendsSlice {
  const { payout } = own
  if (!payout) return own
  if (fillWishes(before).some(({ purpose }) => keyOf(before.stream, purpose) === key))
    return ended(own, payout)
  const open = payout.paying.open.filter(({ part, round }) => {
    return keyOf(before.stream, forPart(payout.day, part, round)) !== key
  })
  const paying = { ...payout.paying, open }
  return isPaid(paying) ? ended(own, payout) : { ...own, payout: { ...payout, paying } }
}

const ended = (own: DividendsSlice, { day, carry, paying }: Payout): DividendsSlice => ({
  ...own,
  payout: null,
  owing: { day, carry, payouts: paying.sheet },
})

const forPart = (day: number, part: number, round: number): ForPart => ({
  kind: 'day-part',
  about: [day, part, round],
})

/** An answer that comes twice names parts that are open already. */
export function openParts(
  { dividends: { payout } }: Wide<DividendsShape>,
  command: OpenParts,
): Decided<DividendsShape> {
  const { type: _, from, parts, ...about } = command
  if (!payout || payout.paying.sheet !== command.sheet || payout.paying.opened !== from) return accept()
  const room = opensNext(payout.paying).to - from
  return parts.length === 0 || parts.length > room
    ? accept()
    : accept({ ...about, type: 'PartsOpened', parts })
}

/** What is open is owed, and stays so: the chain moves alpha of that network no more. */
export function endPayout(state: Wide<DividendsShape>, { at, source }: EndPayout): Decided<DividendsShape> {
  const { payout } = state.dividends
  const over = endGathering(state, { at, source })
  if (!payout) return accept(...over)
  const left = alpha(payout.paying.carried + sumOf(openOf(payout)))
  return accept<DividendsShape['event']>({ type: 'PayoutEnded', day: payout.day, left, at, source }, ...over)
}

const openOf = ({ paying }: Payout) => paying.open.map(({ total }) => ({ amount: total }))

/** Before the first row the pot has all that the day pays. */
export const fillWishes = ({ dividends: { payout } }: Pick<State, 'dividends'>): Wish<ForFill>[] => {
  if (!payout?.fill) return []
  const { day, netuid, hotkey, fill, paying } = payout
  const { from, account, amount } = fill
  return [
    {
      purpose: { kind: 'fill-payroll', about: [day, paying.sheet] },
      pot: from,
      call: { kind: 'fill-payroll', netuid, hotkey, account, amount },
    },
  ]
}

export const partWishes = ({ dividends: { payout } }: State): Wish<ForPart>[] =>
  !payout || payout.fill
    ? []
    : payout.paying.open.map((part) => ({
        purpose: forPart(payout.day, part.part, part.round),
        pot: payout.pot,
        call: payAlpha(payout.paying.sheet, part, payout),
        notBefore: part.notBefore,
      }))

/** So often the chain refuses a fill, within some minutes, before its day is over. */
const FILL_TRIES = 5

/**
 * The alpha may lie under another hotkey by now: whoever owns a hotkey can swap it, and all stake goes along. No try of this day finds it
 * again, and the next day is reckoned by where it lies then.
 */
export function afterFailures(state: Wide<DividendsShape>, when: Occurrence): PayoutEnded | null {
  const [wish] = fillWishes(state)
  const { payout } = state.dividends
  if (!wish || !payout?.fill) return null
  const failures = state.payments.failed[keyOf(state.stream, wish.purpose)]?.failures ?? 0
  if (failures < FILL_TRIES) return null
  return { type: 'PayoutEnded', day: payout.day, left: payout.fill.amount, ...when }
}

export const filled = (
  _: State,
  { about: [day] }: ForFill,
  __: Success,
  when: Occurrence,
): PayrollFilled[] => [{ type: 'PayrollFilled', day, ...when }]

/** With the last part the day ends. */
export function partPaid(
  { dividends: { payout } }: State,
  { about: [day, part, round] }: ForPart,
  { repair = null, untried = 0 }: Success,
  when: Occurrence,
): (PartPaid | PayoutEnded)[] {
  if (payout?.day !== day) return []
  const paid: PartPaid = {
    type: 'PartPaid',
    sheet: payout.paying.sheet,
    part,
    round,
    repair,
    untried,
    ...when,
  }
  const after = evolvePaying(payout.paying, paid)
  return isPaid(after) ? [paid, { type: 'PayoutEnded', day, left: after.carried, ...when }] : [paid]
}

export function partsErrands({ dividends: { payout }, stream }: State): PartsErrand[] {
  if (!payout || payout.fill || payout.paying.open.length > FEW) return []
  const { from, to } = opensNext(payout.paying)
  if (from === to) return []
  return [
    {
      kind: 'open-parts',
      key: `open-parts:${stream}:${payout.day}:${from}`,
      sheet: payout.paying.sheet,
      from,
      to,
    },
  ]
}
