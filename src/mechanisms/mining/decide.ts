import { accept, type Decision, type Refusal, refuse } from '../decider.ts'
import type { RefundOwed, RefundReason, SeeDeposit } from '../deposit/slice.ts'
import { rao } from '../money.ts'
import { standings } from '../scoring/standings.ts'
import type { SubnetState } from '../subnet/state.ts'
import { currentRound, guaranteeOf } from './rounds.ts'
import type {
  Accept,
  Decline,
  GuaranteePaid,
  IssueGuaranteeBill,
  MiningEvent,
  ReportStakes,
  Round,
} from './slice.ts'

/** A4, A5: the round is counted with the stakes after its end; the best is invited, nobody else. */
export function countRound(state: SubnetState, command: ReportStakes): Decision<MiningEvent> {
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
export function acceptInvitation(state: SubnetState, command: Accept): Decision<MiningEvent> {
  const round = invitedRound(state, command)
  if ('code' in round) return { refusal: round }
  const { coldkey, at, source } = command
  if (coldkey === null) return refuse('unlinked')
  if (at > round.invitation.deadline) return refuse('too-late', { closed: round.invitation.deadline })
  if (round.invitation.coldkey === coldkey) return accept()
  return accept({ type: 'InvitationAccepted', round: round.number, coldkey, at, source })
}

/** `/decline`: mining goes on with the next round. What was paid binds. */
export function declineInvitation(state: SubnetState, command: Decline): Decision<MiningEvent> {
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
function invitedRound(state: SubnetState, { pull, person, at }: Accept | Decline): Invited | Refusal {
  const round = currentRound(state)
  if (!round) return { code: 'no-round', facts: {} }
  const { invitation, stage } = round
  const isInvited = invitation?.pull === pull && invitation.miner.id === person.id && at > round.opensAt
  if (!isInvited || stage === 'lapsed') return { code: 'not-invited', facts: {} }
  return stage === 'guaranteed' ? { code: 'already-guaranteed', facts: {} } : { ...round, invitation }
}

export function issueGuaranteeBill(state: SubnetState, command: IssueGuaranteeBill): Decision<MiningEvent> {
  const round = currentRound(state)
  if (round?.number !== command.round || round.stage !== 'invited' || round.invitation?.bill) return accept()
  const { bill, at, source } = command
  return accept({ type: 'GuaranteeBillIssued', round: round.number, bill, at, source })
}

/** The round whose guarantee a deposit names by its remark; undefined where it names none. */
export const roundNamedBy = ({ mining }: SubnetState, { remarkHashes }: SeeDeposit): Round | undefined =>
  mining.rounds.find(
    ({ invitation }) => invitation?.bill && remarkHashes.includes(invitation.bill.remarkHash),
  )

/** A5: the collateral, once, in time and by the miner who accepted; whatever else arrives goes back to who sent it. */
export function seeGuarantee(
  state: SubnetState,
  round: Round,
  command: SeeDeposit,
): Decision<GuaranteePaid | RefundOwed> {
  if (isSeen(state, command)) return accept()
  const { payer, extrinsic, amount, at, source } = command
  const refund = (back: bigint, reason: RefundReason): RefundOwed => ({
    ...{ type: 'RefundOwed', payer, extrinsic, amount: rao(back), reason, at, source },
  })
  const wrong = whatIsWrong(state, round, command)
  if (wrong) return accept(refund(amount, wrong))
  const { collateral } = round.rules.mining
  const paid: GuaranteePaid = {
    ...{ type: 'GuaranteePaid', round: round.number, extrinsic, payer, collateral, at, source },
  }
  const over = amount - collateral
  return over > 0n ? accept<GuaranteePaid | RefundOwed>(paid, refund(over, 'overpaid')) : accept(paid)
}

function isSeen({ mining, deposit }: SubnetState, { extrinsic: { hash }, payer }: SeeDeposit): boolean {
  if (mining.guarantees.some(({ paid }) => paid.hash === hash && paid.payer === payer)) return true
  return deposit.refunds.some((refund) => refund.extrinsic.hash === hash && refund.payer === payer)
}

function whatIsWrong(
  state: SubnetState,
  round: Round,
  { payer, amount, at }: SeeDeposit,
): RefundReason | null {
  if (guaranteeOf(state, round.number)) return 'twice'
  if (round.stage !== 'invited' || !round.invitation || at > round.invitation.deadline) return 'late'
  if (payer !== round.invitation.coldkey) return 'another-payer'
  return amount < round.rules.mining.collateral ? 'too-little' : null
}
