import { currentRound, guaranteeOf } from '../mining/rounds.ts'
import type { RoundRules } from '../mining/slice.ts'
import { type Rao, rao } from '../money.ts'
import { split } from '../shares.ts'
import type { Moment } from '../subnet/consequences.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { LaunchEvent } from './slice.ts'

/** L1: a paid guarantee begins the launch; what is configured is prepared for; what is prepared is started. */
export function launchConsequence(state: SubnetState, { when, tick }: Moment): LaunchEvent | null {
  const round = currentRound(state)
  const { launch } = state
  if (!launch) {
    const guarantee = round?.stage === 'guaranteed' ? guaranteeOf(state, round.number) : undefined
    if (!round || guarantee?.fate !== 'held' || !state.proposals[guarantee.pull]?.reading?.architecture)
      return null
    return { type: 'LaunchBegun', round: round.number, limit: limitOf(state, round.rules), ...when }
  }
  const isPlanned = launch.stage === 'configuring' && launch.planBlock !== null
  if (isPlanned && launch.done >= launch.architecture.steps.length) {
    return { type: 'PreparationBegun', startsAt: when.at + launch.rules.launch.preparation, ...when }
  }
  const due = preparationDue(state)
  return tick !== null && due !== null && tick.at >= due ? { type: 'StartDue', ...when } : null
}

/** Milliseconds UTC. */
export const preparationDue = ({ launch }: SubnetState): number | null =>
  launch?.stage === 'preparing' ? launch.startsAt : null

/** What the raise leaves for the registration after bounty and reward, or less where the settings say so. */
function limitOf(state: SubnetState, { launch: { lockCostLimit }, probation }: RoundRules): Rao {
  const raised = raisedOf(state)
  const left = raised - bountyOf(raised, probation.bountyBasisPoints) - rewardOf(state)
  const most = left > 0n ? left : 0n
  return rao(lockCostLimit !== null && lockCostLimit < most ? lockCostLimit : most)
}

/** What funders gave: the loan's deposit, which goes back to the float, is not part of it. */
export const raisedOf = ({ funding }: SubnetState): Rao => rao(funding?.target ?? 0n)

/** L2: the guarantor's share of the raise. */
export const bountyOf = (raised: Rao, basisPoints: number): Rao => rao(split(raised, basisPoints)[0])

/** M6: the discoverer's share of the raise, once; nothing where it is a share of the dividends. */
export function rewardOf(state: SubnetState): Rao {
  const discoverer = state.idea?.config.discoverer
  if (discoverer?.reward !== 'once') return rao(0n)
  return rao(split(raisedOf(state), discoverer.shareBasisPoints)[0])
}
