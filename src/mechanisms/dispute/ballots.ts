import type { Voted } from '../kernel/beside.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import { rao } from '../money.ts'
import { accusedBy } from '../probation/on-probation.ts'
import type { ProbationEvent } from '../probation/slice.ts'
import type { SeesUpdate } from '../update/slice.ts'
import { asDispute } from './dispute.ts'
import type { Ballot, DisputeEvent, Elector, Joined, Side, Voter } from './slice.ts'

/** Events of votes: on a challenge, and on an incident. */
export type BallotEvent = DisputeEvent | Extract<ProbationEvent, { readonly type: `Incident${string}` }>

const TYPES = {
  DisputeOpened: 'challenge',
  VoteCast: 'challenge',
  DisputeClosed: 'challenge',
  IncidentOpened: 'incident',
  IncidentVoted: 'incident',
  IncidentClosed: 'incident',
} as const satisfies Record<BallotEvent['type'], Voted>

export const isOfBallot = (event: { readonly type: string }): event is BallotEvent =>
  Object.hasOwn(TYPES, event.type)

/** Which ballot of the stream it is about. */
export const ballotOf = (event: BallotEvent): { readonly of: Voted; readonly number: number } => ({
  of: TYPES[event.type],
  number: 'number' in event ? event.number : event.issue,
})

/** What a row of ballots is told by an event. */
export type BallotChange =
  | { readonly kind: 'opened'; readonly ballot: Ballot; readonly electorate: readonly Elector[] }
  | {
      readonly kind: 'voted'
      readonly user: number
      readonly side: Side
      readonly said: Occurrence
      readonly joined?: Joined
    }
  | { readonly kind: 'closed'; readonly verdict: NonNullable<Ballot['verdict']> }

/** `after` is the state of its stream with the event. */
export function ballotChange(event: BallotEvent, after: SeesLaunch & SeesUpdate): BallotChange {
  switch (event.type) {
    case 'DisputeOpened':
      return begun('challenge', event, null)
    case 'IncidentOpened': {
      const { issue: number, opener: challenger } = event
      const asked = { ...event, number, challenger, challengerShareBasisPoints: 0 }
      return begun('incident', asked, accusedBy(event, after))
    }
    case 'VoteCast':
    case 'IncidentVoted':
      return {
        kind: 'voted',
        user: event.voter.id,
        side: event.side,
        said: { at: event.at, source: event.source },
        ...(event.joined && { joined: event.joined }),
      }
    case 'DisputeClosed':
    case 'IncidentClosed':
      return { kind: 'closed', verdict: event.verdict }
  }
}

function begun(of: Voted, event: Parameters<typeof asDispute>[0], accused: Ballot['accused']): BallotChange {
  const none = { upholding: rao(0n), rejecting: rao(0n), upholders: 0, rejecters: 0 }
  return {
    kind: 'opened',
    ballot: { ...asDispute(event), ...none, of, accused },
    electorate: event.electorate,
  }
}

/** The ballot after one has voted: a vote that it cast before counts no more. */
export function counted(ballot: Ballot, { stake, side: before }: Voter, side: Side): Ballot {
  const without = before === null ? ballot : added(ballot, before, -stake, -1)
  return added(without, side, stake, 1)
}

function added(ballot: Ballot, side: Side, stake: bigint, votes: number): Ballot {
  return side === 'uphold'
    ? { ...ballot, upholding: rao(ballot.upholding + stake), upholders: ballot.upholders + votes }
    : { ...ballot, rejecting: rao(ballot.rejecting + stake), rejecters: ballot.rejecters + votes }
}
