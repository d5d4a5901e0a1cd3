import { type Rao, rao } from '../money.ts'
import type { Dispute, DisputeClosed, Elector, SeesDispute, Side, Verdict } from './slice.ts'

/** The one that is being voted on. */
export const openDispute = ({ dispute }: SeesDispute): Dispute | undefined =>
  dispute.disputes.find(({ verdict }) => verdict === null)

/** More than half of the stake that voted decides, where the quorum voted. */
export function verdictOf(dispute: Dispute): Pick<DisputeClosed, 'verdict' | 'upholding' | 'rejecting'> {
  const upholding = stakeFor(dispute, 'uphold')
  const rejecting = stakeFor(dispute, 'reject')
  const voted = upholding + rejecting
  const decided: Verdict = upholding * 2n > voted ? 'upheld' : 'rejected'
  return { verdict: voted === 0n || voted < dispute.quorum ? 'no-quorum' : decided, upholding, rejecting }
}

export const stakeFor = (dispute: Dispute, side: Side): Rao =>
  stakeOf(dispute.electorate.filter((elector) => dispute.votes[elector.user] === side))

export const stakeOf = (electors: readonly Elector[]): Rao =>
  rao(electors.reduce((sum, elector) => sum + elector.stake, 0n))
