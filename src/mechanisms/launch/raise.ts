import type { SeesFunding } from '../funding/slice.ts'
import type { SeesIdea } from '../idea/slice.ts'
import { type Rao, rao } from '../money.ts'
import type { SeesProbation } from '../probation/slice.ts'
import { bountyOf, raisedOf, rewardOf } from './amounts.ts'
import type { SeesLaunch } from './slice.ts'

/** Where the raise goes by the rules: lock cost, bounty, reward and rest sum to what was raised. Rao. */
export interface Raise {
  readonly raised: Rao
  readonly lockCost: Rao
  /** The guarantor's; 0 once it is lost. */
  readonly bounty: Rao
  readonly reward: Rao
  /** What stays in the subnet's treasury: below 0 where the registration cost more than was left for it. */
  readonly rest: bigint
}

/** Null until the network is registered, and where nobody has told what that cost. */
export function raiseOf(state: SeesFunding & SeesIdea & SeesLaunch & SeesProbation): Raise | null {
  const { launch, probation } = state
  if (!launch || launch.lockCost === null) return null
  const { lockCost, rules } = launch
  const raised = raisedOf(state)
  const isLost = probation?.verdict === 'failed' || probation?.verdict === 'dissolved'
  const bounty = bountyOf(raised, isLost ? 0 : rules.probation.bountyBasisPoints)
  // Owed once it is started, whatever becomes of it then.
  const isOver = launch.stage === 'dissolved' && launch.startedAt === null
  const reward = isOver ? rao(0n) : rewardOf(state)
  return { raised, lockCost, bounty, reward, rest: raised - lockCost - bounty - reward }
}
