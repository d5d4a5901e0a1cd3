import { accept, type Decision } from '../decider.ts'
import type { RefundOwed, RefundReason, SeeDeposit, SeesDeposit } from '../deposit/slice.ts'
import { rao } from '../money.ts'
import { guaranteeOf } from './rounds.ts'
import type { GuaranteePaid, Round, SeesMining } from './slice.ts'

type State = SeesMining & SeesDeposit

/** The round whose guarantee a deposit names by its remark; undefined where it names none. */
export const roundNamedBy = ({ mining }: SeesMining, { remarkHashes }: SeeDeposit): Round | undefined =>
  mining.rounds.find(
    ({ invitation }) => invitation?.bill && remarkHashes.includes(invitation.bill.remarkHash),
  )

/** A5: the collateral, once, in time and by the miner who accepted; whatever else arrives goes back to who sent it. */
export function seeGuarantee(
  state: State,
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

function isSeen({ mining, deposit }: State, { extrinsic: { hash }, payer }: SeeDeposit): boolean {
  if (mining.guarantees.some(({ paid }) => paid.hash === hash && paid.payer === payer)) return true
  return deposit.refunds.some((refund) => refund.extrinsic.hash === hash && refund.payer === payer)
}

function whatIsWrong(state: State, round: Round, { payer, amount, at }: SeeDeposit): RefundReason | null {
  if (guaranteeOf(state, round.number)) return 'twice'
  if (round.stage !== 'invited' || !round.invitation || at > round.invitation.deadline) return 'late'
  if (payer !== round.invitation.coldkey) return 'another-payer'
  return amount < round.rules.mining.collateral ? 'too-little' : null
}
