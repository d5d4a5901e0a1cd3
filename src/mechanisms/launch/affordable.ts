import type { IdeaConfig } from '../config.ts'
import { RAO_PER_TAO, type Rao, rao } from '../money.ts'
import { leftOf } from './amounts.ts'

/**
 * The least target, in whole TAO, of which bounty and reward leave what a registration costs. Null where the settings allow less for a
 * registration, or a smaller target, than that.
 */
export function targetFor(cost: bigint, config: IdeaConfig): Rao | null {
  const { lockCostLimit } = config.launch
  if (lockCostLimit !== null && lockCostLimit < cost) return null
  const kept = BigInt(10_000 - sharesOf(config))
  if (kept <= 0n) return null
  let whole = (cost * 10_000n) / kept / RAO_PER_TAO
  // Bounty and reward are rounded, each by itself: one rao may be missing.
  while (leftOf(rao(whole * RAO_PER_TAO), config) < cost) whole += 1n
  const target = rao(whole * RAO_PER_TAO)
  return target > config.funding.maximumTarget ? null : target
}

const sharesOf = ({ discoverer, probation }: IdeaConfig): number =>
  probation.bountyBasisPoints + (discoverer.reward === 'once' ? discoverer.shareBasisPoints : 0)
