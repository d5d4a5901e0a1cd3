import { accept } from '../kernel/decision.ts'
import type { Decided, Moment, View } from '../kernel/family.ts'
import { foundIn } from './found.ts'
import type {
  SeeWeightsOpened,
  TeamWeightsOpened,
  TeamWeightsUnopened,
  WeightsCall,
  WeightsShape,
  WeightsSlice,
} from './slice.ts'
import { overIn } from './timelock.ts'

type State = Pick<View<WeightsShape>, 'weights'>

/** The chain says in which block it opened something of the hotkey's. It is no commit of which that block comes too early: an older one was opened. */
export function seeOpened({ weights }: State, command: SeeWeightsOpened): Decided<WeightsShape> {
  const { netuid, mechanism, block, at, source } = command
  const opened = foundIn(weights.weighing)?.calls.find(
    (one) =>
      one.netuid === netuid &&
      one.mechanism === mechanism &&
      isUnopened(one) &&
      (one.timelock?.opensIn ?? 0) <= block,
  )
  if (!opened) return accept()
  return accept({ type: 'TeamWeightsOpened', number: opened.of, mechanism, block, at, source })
}

/** Whether it is committed and the chain has not opened it yet. */
const isUnopened = ({ timelock, setIn, openedIn }: WeightsCall): boolean =>
  timelock !== undefined && setIn !== null && openedIn === undefined

/** It waits for being opened still: what is known to be over does not. */
const isWaiting = (one: WeightsCall): boolean => isUnopened(one) && one.unopenedBy === undefined

/** When the clock must call for what may be over without having been opened, milliseconds UTC. */
export const overTimes = ({ weighing }: WeightsSlice): readonly number[] =>
  (foundIn(weighing)?.calls ?? []).filter(isWaiting).flatMap(({ timelock }) => timelock?.overAt ?? [])

/** The chain tells nobody that it throws a commit away. It has, once the epoch of its round is over. */
export function unopened({ weights }: State, { tick, when }: Moment): TeamWeightsUnopened | null {
  if (!tick) return null
  const { at, block } = tick
  const lost = foundIn(weights.weighing)?.calls.find(
    (one) =>
      isWaiting(one) &&
      one.timelock !== undefined &&
      (one.timelock.overAt ?? Infinity) <= at &&
      overIn(one.timelock, one.turn) < block,
  )
  if (!lost) return null
  return { type: 'TeamWeightsUnopened', number: lost.of, mechanism: lost.mechanism, block, ...when }
}

export const afterOpened = (own: WeightsSlice, { number, mechanism, block }: TeamWeightsOpened) =>
  changeCall(own, number, mechanism, ({ unopenedBy: _, ...one }) => ({ ...one, openedIn: block }))

export const afterUnopened = (own: WeightsSlice, { number, mechanism, block }: TeamWeightsUnopened) =>
  changeCall(own, number, mechanism, (one) => ({ ...one, unopenedBy: block }))

/** Of the look that is under way, and of the last that was answered. */
export function changeCall(
  own: WeightsSlice,
  number: number,
  mechanism: number,
  change: (one: WeightsCall) => WeightsCall,
): WeightsSlice {
  const { weighing } = own
  if (!weighing) return own
  const after = (calls: readonly WeightsCall[]) =>
    calls.map((one) => (one.mechanism === mechanism && one.of === number ? change(one) : one))
  const last = weighing.last && { ...weighing.last, calls: after(weighing.last.calls) }
  return { ...own, weighing: { ...weighing, calls: after(weighing.calls), last } }
}
