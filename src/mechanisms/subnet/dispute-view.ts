import type { Dispute } from '../dispute/slice.ts'
import { stakeFor } from '../dispute/verdict.ts'
import type { Rao } from '../money.ts'

/** A challenge or an incident as people are shown it. */
export interface DisputeView {
  readonly number: number
  readonly challenger: string
  readonly reason: string
  readonly openedAt: number
  readonly closesAt: number
  readonly verdict: Dispute['verdict']
  readonly upholding: Rao
  readonly rejecting: Rao
  readonly quorum: Rao
  readonly electors: number
  readonly voters: number
}

export function viewDispute(dispute: Dispute): DisputeView {
  const { number, challenger, reason, openedAt, closesAt, verdict, quorum, electorate, votes } = dispute
  return {
    number,
    challenger: challenger.login,
    reason,
    openedAt,
    closesAt,
    verdict,
    upholding: stakeFor(dispute, 'uphold'),
    rejecting: stakeFor(dispute, 'reject'),
    quorum,
    electors: electorate.length,
    voters: Object.keys(votes).length,
  }
}
