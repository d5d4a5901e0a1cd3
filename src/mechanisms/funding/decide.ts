import { accept, refuse } from '../kernel/decision.ts'
import type { Decided } from '../kernel/family.ts'
import type { FundingShape, FundingSlice, SeeContribution, SeesFunding, SeeWithdrawal } from './slice.ts'

/** M5: what the chain says came in. A loan that is not this idea's is none of its business. */
export function seeContribution(state: SeesFunding, command: SeeContribution): Decided<FundingShape> {
  if (state.funding?.loan?.id !== command.loan) return refuse('no-idea')
  return accept({ ...command, type: 'ContributionCounted' })
}

export function seeWithdrawal(state: SeesFunding, command: SeeWithdrawal): Decided<FundingShape> {
  if (state.funding?.loan?.id !== command.loan) return refuse('no-idea')
  return accept({ ...command, type: 'ContributionWithdrawn' })
}

/** The chain counts the deposit as raised, so its cap is the target and the deposit. Rao. */
export const capOf = ({ target, deposit }: FundingSlice): bigint => target + deposit

export const isFull = (funding: FundingSlice): boolean => funding.raised >= funding.target

/** The raise is in the subnet's treasury: from then on it cannot be undone. */
export const isFunded = ({ funding }: SeesFunding): boolean => funding?.stage === 'finalized'
