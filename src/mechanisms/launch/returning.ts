import { REGISTER_WITHIN } from '../config.ts'
import { roundsOf } from '../funding/rounds.ts'
import type { SeesFunding } from '../funding/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import { isOver, isReached, type Moment } from '../kernel/family.ts'
import { nearAt } from '../kernel/nearing.ts'
import type { SeesPhase } from '../phase/slice.ts'
import type { LaunchEvent, LaunchSlice, LaunchStage, Returns, SeesLaunch } from './slice.ts'

type State = SeesLaunch & SeesIdea & SeesFunding

/** So long before it everybody is told, where the whole time is long enough. Milliseconds: a round of funding can still be opened. */
const LEAD = 7 * 86_400_000

const UNREGISTERED: readonly LaunchStage[] = ['merging', 'releasing', 'registering']

/** Whether a network is still to be registered, and tried for. */
export const isUnregistered = ({ launch }: SeesLaunch): boolean =>
  launch !== null && UNREGISTERED.includes(launch.stage)

/** Whether the money is on its way back, and not counted yet: what was under way may still register the network. */
export const isReturning = ({ launch, phase }: SeesLaunch & SeesPhase): boolean =>
  launch?.stage === 'returning' && phase === 'launching'

/** Whether there is no network, and never will be one: the chain has taken it away, or its time is over. */
export const isGone = (launch: Pick<LaunchSlice, 'stage'> | null | undefined): boolean =>
  launch?.stage === 'dissolved' || launch?.stage === 'returning'

/** How long it may take from the guarantee, or from what a further round of funding brought. Milliseconds. */
export const registerWithin = ({ idea }: SeesIdea): number =>
  idea?.config.launch.registerWithin ?? REGISTER_WITHIN

/**
 * L4: nobody's money waits without an end. A further round of funding that is open is waited for; one whose crowdloan is not there yet is
 * not. What brought TAO begins the time anew.
 */
export function returnFollows(state: State, moment: Moment): LaunchEvent | null {
  if (!isUnregistered(state)) return null
  const returns = state.launch?.returns
  const { when } = moment
  if (!returns) return { type: 'ReturnScheduled', returnsAt: when.at + registerWithin(state), ...when }
  if (isOver(moment, returnDue(state))) return { type: 'ReturnDue', ...when }
  const isNear = isReached(moment, nearReturn(state)) && when.at < returns.at
  return isNear ? { type: 'ReturnNears', returnsAt: returns.at, ...when } : null
}

/** When the clock calls for it, milliseconds UTC. What was begun before there was this rule is scheduled at once. */
export function returnDue(state: State): number | null {
  if (!isUnregistered(state)) return null
  if (roundsOf(state.funding).some(({ stage }) => stage === 'open')) return null
  return state.launch?.returns?.at ?? 0
}

/** When it is to be told that it is near; null where it was, or there is no time for that. */
export function nearReturn(state: State): number | null {
  const returns = state.launch?.returns
  if (!isUnregistered(state) || !returns || returns.isNear) return null
  return nearAt(returns.from, returns.at, LEAD)
}

/** The time after an event that is part of it. */
export const scheduled = (at: number, returnsAt: number): Returns => ({
  from: at,
  at: returnsAt,
  isNear: false,
})
