import type { IdeaConfig } from '../config.ts'
import { furtherOf } from '../funding/rounds.ts'
import type { SeesFunding } from '../funding/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { RoundRules } from '../mining/slice.ts'
import { type Rao, rao } from '../money.ts'
import { split } from '../shares.ts'
import type { SeesLaunch } from './slice.ts'

/** What the raise leaves for the registration after bounty and reward, or less where the settings say so. */
export function limitOf(
  state: SeesFunding & SeesIdea,
  { launch: { lockCostLimit }, probation }: RoundRules,
): Rao {
  const raised = raisedOf(state)
  const kept = bountyOf(raised, probation.bountyBasisPoints) + rewardOf(state)
  const most = atLeastNothing(raised - kept) + furtherRaised(state)
  return rao(lockCostLimit !== null && lockCostLimit < most ? lockCostLimit : most)
}

const atLeastNothing = (amount: bigint): bigint => (amount > 0n ? amount : 0n)

/** What a raise would leave for the registration under the settings that an idea was opened with, whatever they allow for one. Rao. */
export function leftOf(raised: Rao, { discoverer, probation }: IdeaConfig): Rao {
  const reward = discoverer.reward === 'once' ? split(raised, discoverer.shareBasisPoints)[0] : 0n
  return rao(atLeastNothing(raised - bountyOf(raised, probation.bountyBasisPoints) - reward))
}

/** What the registration may cost: as the launch began with, or as the target and the idea's settings would leave for it. Rao. */
export function registrationLimit({ idea, funding, launch }: SeesFunding & SeesIdea & SeesLaunch): Rao {
  if (launch || !idea) return launch?.limit ?? rao(0n)
  const left = rao(leftOf(funding?.target ?? idea.terms.target, idea.config) + furtherRaised({ funding }))
  const { lockCostLimit } = idea.config.launch
  return lockCostLimit !== null && lockCostLimit < left ? lockCostLimit : left
}

/** D2: what came in by rounds after the first. Nothing of it is a bounty or a reward. */
const furtherRaised = ({ funding }: SeesFunding): bigint =>
  furtherOf(funding)
    .filter(({ stage }) => stage === 'finalized')
    .reduce((sum, { raised }) => sum + raised, 0n)

/** What funders gave in the first round: the loan's deposit, which goes back to the float, is not part of it. */
export const raisedOf = ({ funding }: SeesFunding): Rao => rao(funding?.target ?? 0n)

/** L2: the guarantor's share of the raise. */
export const bountyOf = (raised: Rao, basisPoints: number): Rao => rao(split(raised, basisPoints)[0])

/** M6: the discoverer's share of the raise, once; nothing where it is a share of the dividends. */
export function rewardOf(state: SeesFunding & SeesIdea): Rao {
  const discoverer = state.idea?.config.discoverer
  if (discoverer?.reward !== 'once') return rao(0n)
  return rao(split(raisedOf(state), discoverer.shareBasisPoints)[0])
}
