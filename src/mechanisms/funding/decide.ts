import { accept, refuse } from '../kernel/decision.ts'
import type { Decided } from '../kernel/family.ts'
import { withLoan } from './rounds.ts'
import type { FundingRound, FundingShape, SeeContribution, SeesFunding, SeeWithdrawal } from './slice.ts'

/** M5: what the chain says came in. A loan that is not this idea's is none of its business. */
export function seeContribution(state: SeesFunding, command: SeeContribution): Decided<FundingShape> {
  if (!withLoan(state.funding, command.loan)) return refuse('no-idea')
  return accept({ ...command, type: 'ContributionCounted' })
}

export function seeWithdrawal(state: SeesFunding, command: SeeWithdrawal): Decided<FundingShape> {
  if (!withLoan(state.funding, command.loan)) return refuse('no-idea')
  return accept({ ...command, type: 'ContributionWithdrawn' })
}

/** The chain counts the deposit as raised, so its cap is the target and the deposit. Rao. */
export const capOf = ({ target, deposit }: FundingRound): bigint => target + deposit

export const isFull = (funding: FundingRound): boolean => funding.raised >= funding.target

/** The raise of the first round is in the subnet's treasury: from then on it cannot be undone. */
export const isFunded = ({ funding }: SeesFunding): boolean => funding?.stage === 'finalized'
