import type { Ballot } from '../dispute/slice.ts'
import type { Rao } from '../money.ts'

/** A challenge or an incident as people are shown it. */
export interface DisputeView {
  readonly number: number
  readonly challenger: string
  readonly reason: string
  readonly openedAt: number
  readonly closesAt: number
  readonly verdict: Ballot['verdict']
  readonly upholding: Rao
  readonly rejecting: Rao
  readonly quorum: Rao
  readonly electors: number
  readonly voters: number
}

export function viewDispute(ballot: Ballot): DisputeView {
  const { number, challenger, reason, openedAt, closesAt, verdict, upholding, rejecting, quorum } = ballot
  return {
    number,
    challenger: challenger.login,
    reason,
    openedAt,
    closesAt,
    verdict,
    upholding,
    rejecting,
    quorum,
    electors: ballot.electors,
    voters: ballot.upholders + ballot.rejecters,
  }
}
