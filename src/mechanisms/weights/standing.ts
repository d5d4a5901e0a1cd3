import { saysTheSame } from './says-the-same.ts'
import type {
  PlannedWeights,
  ReportWeights,
  TeamWeighed,
  Unopened,
  WeighedCall,
  Weighing,
  WeightsCall,
} from './slice.ts'

// What a look has found, beside what was found before it: the same weights are not signed twice.

type Before = Pick<Weighing, 'calls' | 'last'> | null

/** The weighing whose payment each of these is: an earlier one, which did not go yet or stands on chain, or this look's own. */
export function decidedOf(before: Before, { calls, number, at, again }: ReportWeights): WeighedCall[] {
  const known = [...(before?.calls ?? []), ...(before?.last?.calls ?? [])]
  const stands = (one: WeightsCall) => (isOpen(one) ? isInTime(one, at) : isFresh(one, at, again))
  return calls.map((planned) => {
    const same = known.find((one) => stands(one) && saysTheSame(one, planned))
    return { ...planned, of: same?.of ?? number }
  })
}

export const isOpen = ({ setIn }: WeightsCall): boolean => setIn === null

const isInTime = ({ timelock }: WeightsCall, at: number): boolean => (timelock?.readableAt ?? Infinity) > at

/** For half of the time after which they are set again; then they are set anew, and all mechanisms of a subnet together. */
const isFresh = ({ setAt, unopenedBy }: WeightsCall, at: number, again: number): boolean =>
  unopenedBy === undefined && setAt !== undefined && setAt + again / 2 > at

type Look = Pick<TeamWeighed, 'number' | 'at'>

/** What it is as a call of this look. */
export function standingOf(before: Before, one: WeighedCall, look: Look): WeightsCall {
  const known = before?.calls ?? []
  const { of = toldOf(known, one, look), ...planned } = one
  const isOf = (other: WeightsCall) => other.of === of && other.mechanism === planned.mechanism
  const same = known.find(isOf) ?? before?.last?.calls.find(isOf)
  if (same) return isOpen(same) ? { ...same, ...planned, ...timelockOf(same), of } : same
  const instead = insteadOf(before, planned)
  return {
    ...planned,
    of,
    setIn: null,
    ...(instead && { instead }),
    ...(isMissed(known, planned, look) && { isMissed: true }),
  }
}

const timelockOf = ({ timelock }: WeightsCall) => (timelock ? { timelock } : {})

/** The same was to be committed and was not by its round. */
const isMissed = (before: readonly WeightsCall[], planned: PlannedWeights, { at }: Look): boolean =>
  before.some((one) => isOpen(one) && !isInTime(one, at) && saysTheSame(one, planned))

/** Until it is committed, it is known what was not opened. */
function insteadOf(before: Before, { mechanism }: PlannedWeights): Unopened | undefined {
  const known = [...(before?.last?.calls ?? []), ...(before?.calls ?? [])]
  const last = known.find((one) => one.mechanism === mechanism)
  if (last?.setIn == null || last.unopenedBy === undefined) return last?.instead
  return { setIn: last.setIn, unopenedBy: last.unopenedBy }
}

/**
 * Events that do not say whose payment it is. Where they know of hidden weights or of holders, it is that of an earlier call that says
 * the same. Before that, each weighing paid its own.
 */
function toldOf(before: readonly WeightsCall[], planned: WeighedCall, { number, at }: Look): number {
  if (!planned.timelock && !planned.holders) return number
  return before.find((one) => isInTime(one, at) && saysTheSame(one, planned))?.of ?? number
}
