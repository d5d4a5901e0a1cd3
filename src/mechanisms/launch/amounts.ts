import type { SeesFunding } from '../funding/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import type { RoundRules } from '../mining/slice.ts'
import { type Rao, rao } from '../money.ts'
import { split } from '../shares.ts'

/** What the raise leaves for the registration after bounty and reward, or less where the settings say so. */
export function limitOf(
  state: SeesFunding & SeesIdea,
  { launch: { lockCostLimit }, probation }: RoundRules,
): Rao {
  const raised = raisedOf(state)
  const left = raised - bountyOf(raised, probation.bountyBasisPoints) - rewardOf(state)
  const most = left > 0n ? left : 0n
  return rao(lockCostLimit !== null && lockCostLimit < most ? lockCostLimit : most)
}

/** What funders gave: the loan's deposit, which goes back to the float, is not part of it. */
export const raisedOf = ({ funding }: SeesFunding): Rao => rao(funding?.target ?? 0n)

/** L2: the guarantor's share of the raise. */
export const bountyOf = (raised: Rao, basisPoints: number): Rao => rao(split(raised, basisPoints)[0])

/** M6: the discoverer's share of the raise, once; nothing where it is a share of the dividends. */
export function rewardOf(state: SeesFunding & SeesIdea): Rao {
  const discoverer = state.idea?.config.discoverer
  if (discoverer?.reward !== 'once') return rao(0n)
  return rao(split(raisedOf(state), discoverer.shareBasisPoints)[0])
}
