import { isFunded } from '../funding/decide.ts'
import type { Phase, SubnetState } from '../subnet/state.ts'
import type { DepositAccepted, DepositEvent, DepositSlice } from './slice.ts'

export function evolveDeposit(state: SubnetState, event: DepositEvent): SubnetState {
  return { ...state, phase: phaseAfter(state, event), deposit: evolveSlice(state.deposit, event) }
}

function phaseAfter(state: SubnetState, event: DepositEvent): Phase {
  if (event.type === 'DepositAccepted') return 'checking'
  // A loan that was finalized while the dispute ran cannot be undone: the idea goes on, without its collateral.
  return event.type === 'CollateralSlashed' && !isFunded(state) ? 'slashed' : state.phase
}

function evolveSlice(deposit: DepositSlice, event: DepositEvent): DepositSlice {
  switch (event.type) {
    case 'BillIssued':
      return { ...deposit, bill: event.bill }
    case 'DepositAccepted':
      return { ...deposit, paid: paid(event), fate: 'held' }
    case 'RefundOwed': {
      const { payer, amount, reason, extrinsic } = event
      return { ...deposit, refunds: [...deposit.refunds, { payer, amount, reason, extrinsic }] }
    }
    case 'CollateralReturned':
      return { ...deposit, fate: 'returned' }
    case 'CollateralSlashed': {
      const { challenger, toChallenger, toSink } = event
      return { ...deposit, fate: 'slashed', slash: { challenger, toChallenger, toSink } }
    }
  }
}

function paid({ extrinsic, payer, collateral, fee, at }: DepositAccepted): DepositSlice['paid'] {
  return { ...extrinsic, payer, collateral, fee, at }
}
