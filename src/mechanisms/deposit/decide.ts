import { depositDeadline } from '../idea/due.ts'
import { accept, refuse } from '../kernel/decision.ts'
import type { Decided, Wide } from '../kernel/family.ts'
import { rao } from '../money.ts'
import type {
  DepositAccepted,
  DepositEvent,
  DepositShape,
  IssueBill,
  RefundOwed,
  RefundReason,
  SeeDeposit,
} from './slice.ts'

type State = Wide<DepositShape>

export function issueBill(state: State, command: IssueBill): Decided<DepositShape> {
  if (!state.idea) return refuse('no-idea')
  if (state.phase !== 'awaiting-deposit' || state.deposit.bill?.callHex === command.bill.callHex)
    return accept()
  return accept({ type: 'BillIssued', bill: command.bill, at: command.at, source: command.source })
}

/** M2: one extrinsic pays fee and collateral and names the idea. What does not fit goes back to whoever sent it. */
export function seeDeposit(state: State, command: SeeDeposit): Decided<DepositShape> {
  if (!state.idea) return refuse('no-idea')
  if (isSeen(state, command)) return accept()
  const wrong = whatIsWrong(state, command)
  if (wrong) return accept(refund(command, command.amount, wrong))
  const { collateral } = state.idea.config.idea
  const accepted: DepositAccepted = {
    type: 'DepositAccepted',
    extrinsic: command.extrinsic,
    payer: command.payer,
    collateral,
    fee: command.fee,
    pot: command.pot.kind === 'till' ? 'till' : 'escrow',
    pots: state.idea.pots ? null : command.pots,
    at: command.at,
    source: command.source,
  }
  const over = rao(command.amount - collateral)
  return over > 0n ? accept<DepositEvent>(accepted, refund(command, over, 'overpaid')) : accept(accepted)
}

function isSeen({ deposit: { paid }, refund: { known } }: State, { extrinsic, payer }: SeeDeposit): boolean {
  return (paid?.hash === extrinsic.hash && paid.payer === payer) || known.includes(extrinsic.hash)
}

function whatIsWrong(state: State, command: SeeDeposit): RefundReason | null {
  const { idea, deposit } = state
  if (!idea) return 'unnamed'
  if (deposit.paid) return 'twice'
  if (state.phase !== 'awaiting-deposit' || command.at > depositDeadline(idea)) return 'late'
  if (command.discovererColdkey === null) return 'unlinked'
  if (command.payer !== command.discovererColdkey) return 'another-payer'
  if (command.amount < idea.config.idea.collateral) return 'too-little'
  if (command.fee < idea.config.idea.fee) return 'no-fee'
  if (!deposit.bill || !command.remarkHashes.includes(deposit.bill.remarkHash)) return 'unnamed'
  if (!idea.pots && !command.pots) return 'no-room'
  return null
}

function refund(command: SeeDeposit, amount: RefundOwed['amount'], reason: RefundReason): RefundOwed {
  const { payer, extrinsic, pot, treasury, at, source } = command
  return { type: 'RefundOwed', payer, amount, reason, extrinsic, pot, treasury, at, source }
}
