import type { Config } from '../config.ts'
import { accept, type Decision, refuse } from '../decider.ts'
import { type Rao, rao } from '../money.ts'
import { split } from '../shares.ts'
import type { SubnetState } from '../subnet/state.ts'
import type {
  Challenge,
  Dispute,
  DisputeClosed,
  DisputeEvent,
  Elector,
  Side,
  Verdict,
  Vote,
} from './slice.ts'

/** M4: any linked account but the discoverer's own opens a dispute on a paid idea that is not settled yet. */
export function challenge(state: SubnetState, command: Challenge, config: Config): Decision<DisputeEvent> {
  if (!state.idea) return refuse('no-idea')
  if (state.phase === 'awaiting-deposit') return refuse('unpaid')
  if (state.deposit.fate !== 'held') return refuse('idea-closed', { phase: state.phase })
  if (openDispute(state)) return refuse('dispute-open')
  if (command.challengerColdkey === null) return refuse('unlinked')
  if (command.challenger.id === state.idea.discoverer.id) return refuse('own-idea')
  const { challenger, reason, electorate, at, source } = command
  const total = stakeOf(electorate)
  if (total === 0n) return refuse('no-validators')
  const { quorumBasisPoints, challengerShareBasisPoints, duration } = config.dispute
  return accept({
    type: 'DisputeOpened',
    number: state.dispute.disputes.length + 1,
    challenger,
    reason,
    closesAt: at + duration,
    electorate,
    quorum: rao(split(total, quorumBasisPoints)[0]),
    challengerShareBasisPoints,
    at,
    source,
  })
}

/** A validator of the fixed electorate votes; voting again replaces the vote. */
export function vote(state: SubnetState, { voter, side, at, source }: Vote): Decision<DisputeEvent> {
  if (!state.idea) return refuse('no-idea')
  const dispute = openDispute(state)
  if (!dispute) return refuse('no-dispute')
  if (voter.id === state.idea.discoverer.id) return refuse('own-idea')
  if (!dispute.electorate.some((elector) => elector.user === voter.id)) return refuse('not-a-validator')
  if (at >= dispute.closesAt) return refuse('too-late', { closed: dispute.closesAt })
  if (dispute.votes[voter.id] === side) return accept()
  return accept({ type: 'VoteCast', number: dispute.number, voter, side, at, source })
}

/** More than half of the stake that voted decides, where the quorum voted. */
export function verdictOf(dispute: Dispute): Pick<DisputeClosed, 'verdict' | 'upholding' | 'rejecting'> {
  const upholding = stakeFor(dispute, 'uphold')
  const rejecting = stakeFor(dispute, 'reject')
  const voted = upholding + rejecting
  const decided: Verdict = upholding * 2n > voted ? 'upheld' : 'rejected'
  return { verdict: voted === 0n || voted < dispute.quorum ? 'no-quorum' : decided, upholding, rejecting }
}

export const openDispute = (state: SubnetState): Dispute | undefined =>
  state.dispute.disputes.find((dispute) => dispute.verdict === null)

export const stakeFor = (dispute: Dispute, side: Side): Rao =>
  stakeOf(dispute.electorate.filter((elector) => dispute.votes[elector.user] === side))

export const stakeOf = (electors: readonly Elector[]): Rao =>
  rao(electors.reduce((sum, elector) => sum + elector.stake, 0n))
