import { accept, refuse } from '../kernel/decision.ts'
import type { Around, Decided, Wide } from '../kernel/family.ts'
import { rao } from '../money.ts'
import { split } from '../shares.ts'
import { holding } from './holding.ts'
import { voterOf } from './late.ts'
import type { Challenge, DisputeShape, Vote } from './slice.ts'
import { openDispute, stakeOf } from './verdict.ts'
import { hasVotedSince, isRepeated } from './votes.ts'

type State = Wide<DisputeShape>

/** M4: any linked account but the discoverer's own opens a dispute on a paid idea that is not settled yet. */
export function challenge(state: State, command: Challenge, { config }: Around): Decided<DisputeShape> {
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
    number: state.dispute.count + 1,
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

/** A validator of the fixed electorate votes; what it writes later replaces what it wrote before, in whatever order they are heard. */
export function vote(state: State, command: Vote, { config }: Around): Decided<DisputeShape> {
  const { voter, side, at, source } = command
  if (!state.idea) return refuse('no-idea')
  const { minimumStake: least } = state.idea.config.dispute
  const dispute = openDispute(state)
  if (!dispute || at < dispute.openedAt) return refuse('no-dispute')
  if (voter.id === state.idea.discoverer.id) return refuse('own-idea')
  const votes = voterOf(state.voter, command.late, dispute, config)
  if (!votes) return refuse('not-a-validator', { least, ...holding(command.holds) })
  if (at >= dispute.closesAt) return refuse('too-late', { closed: dispute.closesAt })
  if (hasVotedSince(votes.voter, command)) return refuse('voted-since')
  if (isRepeated(votes.voter, command)) return accept()
  const cast = { type: 'VoteCast', number: dispute.number, voter, side, at, source } as const
  return accept(votes.joined ? { ...cast, joined: votes.joined } : cast)
}
