import { accept, type Decision, type Refusal, refuse } from '../decider.ts'
import type { View } from '../kernel/family.ts'
import { standings } from '../scoring/standings.ts'
import { currentRound } from './rounds.ts'
import type {
  Accept,
  Decline,
  IssueGuaranteeBill,
  MiningEvent,
  MiningShape,
  ReportStakes,
  Round,
  SeesMining,
} from './slice.ts'

type State = View<MiningShape>

/** A4, A5: the round is counted with the stakes after its end; the best is invited, nobody else. */
export function countRound(state: State, command: ReportStakes): Decision<MiningEvent> {
  const round = currentRound(state)
  if (!round) return refuse('no-round')
  if (round.number !== command.round || round.stage !== 'counting') return accept()
  const { stakes, block, at, source } = command
  const { scoring, mining } = round.rules
  const table = standings(state, stakes, scoring.copyBasisPoints)
  const counted = {
    type: 'RoundCounted',
    round: round.number,
    stakes,
    block,
    standings: table,
    at,
    source,
  } as const
  const best = table[0]
  if (!best || best.incentive === 0) {
    return accept<MiningEvent>(counted, {
      type: 'RoundLapsed',
      round: round.number,
      why: 'no-proposal',
      at,
      source,
    })
  }
  const { pull, head, author: miner } = best
  const deadline = at + mining.guaranteeDeadline
  const invited = {
    type: 'MinerInvited',
    round: round.number,
    pull,
    head,
    miner,
    deadline,
    at,
    source,
  } as const
  return accept<MiningEvent>(counted, invited)
}

/** `/guarantee`: the invited miner accepts, and pays from the coldkey that is linked now. */
export function acceptInvitation(state: State, command: Accept): Decision<MiningEvent> {
  const round = invitedRound(state, command)
  if ('code' in round) return { refusal: round }
  const { coldkey, at, source } = command
  if (coldkey === null) return refuse('unlinked')
  if (at > round.invitation.deadline) return refuse('too-late', { closed: round.invitation.deadline })
  if (round.invitation.coldkey === coldkey) return accept()
  return accept({ type: 'InvitationAccepted', round: round.number, coldkey, at, source })
}

/** `/decline`: mining goes on with the next round. What was paid binds. */
export function declineInvitation(state: State, command: Decline): Decision<MiningEvent> {
  const round = invitedRound(state, command)
  if ('code' in round) return { refusal: round }
  return accept({
    type: 'RoundLapsed',
    round: round.number,
    why: 'declined',
    at: command.at,
    source: command.source,
  })
}

type Invited = Round & { readonly invitation: NonNullable<Round['invitation']> }

/** What was written before the round began answered another invitation, and is heard late. */
function invitedRound(state: SeesMining, { pull, person, at }: Accept | Decline): Invited | Refusal {
  const round = currentRound(state)
  if (!round) return { code: 'no-round', facts: {} }
  const { invitation, stage } = round
  const isInvited = invitation?.pull === pull && invitation.miner.id === person.id && at > round.opensAt
  if (!isInvited || stage === 'lapsed') return { code: 'not-invited', facts: {} }
  return stage === 'guaranteed' ? { code: 'already-guaranteed', facts: {} } : { ...round, invitation }
}

export function issueGuaranteeBill(state: State, command: IssueGuaranteeBill): Decision<MiningEvent> {
  const round = currentRound(state)
  if (round?.number !== command.round || round.stage !== 'invited' || round.invitation?.bill) return accept()
  const { bill, at, source } = command
  return accept({ type: 'GuaranteeBillIssued', round: round.number, bill, at, source })
}
