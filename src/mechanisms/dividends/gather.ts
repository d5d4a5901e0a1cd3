import type { Success, View, Wish } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import { keyOf } from '../kernel/purpose.ts'
import type { IntentCancelled } from '../payments/slice.ts'
import type { Pot } from '../pots.ts'
import type {
  AlphaGathered,
  DayReckoned,
  DividendsShape,
  DividendsSlice,
  ForGather,
  Gather,
  Gathering,
  GatheringEnded,
} from './slice.ts'

type State = View<DividendsShape>

/** Takes the place of what an earlier day had still to gather: what was not moved by then is read anew with each day. */
export const beginGathering = ({ day, gathering }: DayReckoned): Gathering | null =>
  gathering ? { day, ...gathering } : null

/** A day is no part of it: what is moved was held back on that day, and is free on a later one. */
export const gatherWishes = ({ dividends: { gathering } }: State): Wish<ForGather>[] =>
  gathering
    ? gathering.gathers.map(({ pot, hotkey, amount }) => ({
        purpose: forGather(gathering.day, pot.kind, hotkey),
        pot,
        call: { kind: 'gather-alpha', netuid: gathering.netuid, hotkey, target: gathering.to, amount },
      }))
    : []

const forGather = (day: number, pot: Pot['kind'], hotkey: string): ForGather => ({
  kind: 'gather-alpha',
  about: [day, pot, hotkey],
})

export const gathered = (
  { dividends: { gathering } }: State,
  { about: [day, pot, hotkey] }: ForGather,
  _: Success,
  when: Occurrence,
): AlphaGathered[] =>
  gathering?.day === day && gathering.gathers.some((one) => isOf(one, pot, hotkey))
    ? [{ type: 'AlphaGathered', day, pot, hotkey, ...when }]
    : []

const isOf = (one: Gather, pot: Pot['kind'], hotkey: string): boolean =>
  one.pot.kind === pot && one.hotkey === hotkey

export const afterGathered = (own: DividendsSlice, { pot, hotkey }: AlphaGathered): DividendsSlice =>
  left(own, (one) => !isOf(one, pot, hotkey))

/** What the operator gives up is read anew with the next day. */
export const afterGivenUp = (
  own: DividendsSlice,
  { key }: IntentCancelled,
  { stream }: State,
): DividendsSlice =>
  left(own, ({ pot, hotkey }, { day }) => keyOf(stream, forGather(day, pot.kind, hotkey)) !== key)

function left(own: DividendsSlice, stays: (one: Gather, of: Gathering) => boolean): DividendsSlice {
  const { gathering } = own
  if (!gathering) return own
  const gathers = gathering.gathers.filter((one) => stays(one, gathering))
  return { ...own, gathering: gathers.length === 0 ? null : { ...gathering, gathers } }
}

export const endGathering = (
  { dividends: { gathering } }: State,
  { at, source }: Occurrence,
): GatheringEnded[] => (gathering ? [{ type: 'GatheringEnded', day: gathering.day, at, source }] : [])
