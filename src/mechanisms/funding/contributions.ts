import { type Rao, rao } from '../money.ts'
import type { FundingRound } from './slice.ts'

/** A round after a coldkey's part in the loan has moved by an amount of rao, which is negative for a withdrawal. */
export function moved(funding: FundingRound, coldkey: string, amount: bigint): FundingRound {
  const { [coldkey]: before = rao(0n), ...others } = funding.contributions
  // The chain lets nobody take out more than is in; if it ever seemed so, the sum must still be that of the parts.
  const held = rao(before + amount > 0n ? before + amount : 0n)
  const contributions = held > 0n ? { ...others, [coldkey]: held } : others
  const raised = rao(funding.raised + held - before)
  return {
    ...funding,
    contributions,
    raised,
    met: funding.met && raised >= funding.target,
    stage: stageAfter(funding, raised),
  }
}

/** Whoever contributes to a loan that is being wound up is refunded too; when all have left, it can be dissolved. */
function stageAfter({ stage }: FundingRound, raised: Rao): FundingRound['stage'] {
  if (stage === 'dissolving' && raised > 0n) return 'refunding'
  if (stage === 'refunding' && raised <= 0n) return 'dissolving'
  return stage
}
