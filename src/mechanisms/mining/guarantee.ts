import type { RefundOwed, RefundReason } from '../deposit/slice.ts'
import { accept } from '../kernel/decision.ts'
import type { Decided } from '../kernel/family.ts'
import { rao } from '../money.ts'
import type { SeesRefund } from '../refund/slice.ts'
import type { SeeGuarantee } from './commands.ts'
import type { GuaranteePaid } from './events.ts'
import type { MiningShape, MiningSlice, Round, SeesMining } from './slice.ts'

/** Whether TAO with these remarks (hashes) came in the name of a round, present or past. */
export function namesRound({ round, past }: MiningSlice, remarkHashes: readonly string[]): boolean {
  const known = [round?.invitation?.bill?.remarkHash, ...past.map(({ remarkHash }) => remarkHash)]
  return known.some((hash) => hash !== undefined && hash !== null && remarkHashes.includes(hash))
}

/** A5: the collateral, once, in time and by the miner who accepted; whatever else arrives goes back to who sent it. */
export function seeGuarantee(state: SeesMining & SeesRefund, command: SeeGuarantee): Decided<MiningShape> {
  const { mining } = state
  if (isSeen(state, command)) return accept()
  const { payer, extrinsic, amount, pot, treasury, at, source } = command
  const refund = (back: bigint, reason: RefundReason): RefundOwed => ({
    type: 'RefundOwed',
    payer,
    extrinsic,
    amount: rao(back),
    reason,
    pot,
    treasury,
    at,
    source,
  })
  const round = presentRound(mining, command)
  if (!round) return accept(refund(amount, 'late'))
  const wrong = whatIsWrong(round, command)
  if (wrong) return accept(refund(amount, wrong))
  const { number } = round
  const { collateral } = round.rules.mining
  const paid: GuaranteePaid = {
    type: 'GuaranteePaid',
    round: number,
    extrinsic,
    payer,
    collateral,
    at,
    source,
  }
  const over = amount - collateral
  return over > 0n ? accept<GuaranteePaid | RefundOwed>(paid, refund(over, 'overpaid')) : accept(paid)
}

function presentRound({ round }: MiningSlice, { remarkHashes }: SeeGuarantee): Round | null {
  const hash = round?.invitation?.bill?.remarkHash
  return hash !== undefined && remarkHashes.includes(hash) ? round : null
}

function isSeen({ mining, refund }: SeesMining & SeesRefund, command: SeeGuarantee): boolean {
  const { extrinsic, payer } = command
  const paid = [mining.round?.paid, ...mining.past.map((one) => one.paid)]
  if (paid.some((one) => one?.hash === extrinsic.hash && one.payer === payer)) return true
  return refund.known.includes(extrinsic.hash)
}

function whatIsWrong(
  { stage, invitation, paid, rules }: Round,
  { payer, swappedFrom, amount, at }: SeeGuarantee,
): RefundReason | null {
  if (paid) return 'twice'
  if (stage !== 'invited' || !invitation || at > invitation.deadline) return 'late'
  if (payer !== invitation.coldkey && (swappedFrom ?? payer) !== invitation.coldkey) return 'another-payer'
  return amount < rules.mining.collateral ? 'too-little' : null
}
