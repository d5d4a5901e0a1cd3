import { type Rao, rao } from '../money.ts'
import type { Ballot, Dispute, DisputeClosed, Elector, SeesDispute, Verdict } from './slice.ts'

/** The one that is being voted on. */
export const openDispute = ({ dispute }: SeesDispute): Dispute | undefined =>
  dispute.last?.verdict === null ? dispute.last : undefined

/** More than half of the stake that voted decides, where the quorum voted. */
export function verdictOf({
  upholding,
  rejecting,
  quorum,
}: Pick<Ballot, 'upholding' | 'rejecting' | 'quorum'>): Pick<
  DisputeClosed,
  'verdict' | 'upholding' | 'rejecting'
> {
  const voted = upholding + rejecting
  const decided: Verdict = upholding * 2n > voted ? 'upheld' : 'rejected'
  return { verdict: voted === 0n || voted < quorum ? 'no-quorum' : decided, upholding, rejecting }
}

export const stakeOf = (electors: readonly Elector[]): Rao =>
  rao(electors.reduce((sum, elector) => sum + elector.stake, 0n))
