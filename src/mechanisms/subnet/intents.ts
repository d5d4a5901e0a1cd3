import { openDispute } from '../dispute/decide.ts'
import { capOf, isFull } from '../funding/decide.ts'
import type { Intent, IntentCall, Pot } from '../intent.ts'
import { guaranteeWishes, launchWishes } from '../launch/intents.ts'
import { rao } from '../money.ts'
import { keysOf } from './keys.ts'
import type { SubnetState, Wish } from './state.ts'

/** What should move now and has not yet: a function of the state alone. */
export const intents = (state: SubnetState): Intent[] =>
  unsettled(state).filter(({ key }) => !state.payments.cancelled[key])

/** What would move now, had the operator not cancelled it. */
export const cancelledIntents = (state: SubnetState): Intent[] =>
  unsettled(state).filter(({ key }) => state.payments.cancelled[key])

function unsettled(state: SubnetState): Intent[] {
  const wishes = [
    ...depositWishes(state),
    ...collateralWishes(state),
    ...loanWishes(state),
    ...launchWishes(state),
    ...guaranteeWishes(state),
  ]
  const { settled, failed } = state.payments
  return wishes
    .filter((wish) => !settled[wish.key])
    .map((wish) => ({
      ...wish,
      failures: failed[wish.key]?.failures ?? 0,
      notBefore: failed[wish.key]?.retryAt ?? 0,
    }))
}

function depositWishes(state: SubnetState): Wish[] {
  if (!state.idea) return []
  const pot: Pot = { kind: 'escrow', ordinal: state.idea.pots.ordinal }
  return state.deposit.refunds.map(({ payer, amount, extrinsic }) => ({
    key: keysOf(state).depositRefund(extrinsic.hash, payer),
    pot,
    call: { kind: 'transfer', to: { coldkey: payer }, amount },
  }))
}

function collateralWishes(state: SubnetState): Wish[] {
  const { idea, deposit } = state
  if (!idea || !deposit.paid) return []
  const keys = keysOf(state)
  const pot: Pot = { kind: 'escrow', ordinal: idea.pots.ordinal }
  if (deposit.fate === 'returned') {
    const { payer, collateral } = deposit.paid
    return [
      {
        key: keys.collateralReturn,
        pot,
        call: { kind: 'transfer', to: { coldkey: payer }, amount: collateral },
      },
    ]
  }
  if (deposit.fate !== 'slashed' || !deposit.slash) return []
  const { challenger, toChallenger, toSink } = deposit.slash
  const wishes: Wish[] = [
    {
      key: keys.slashReward,
      pot,
      call: { kind: 'transfer', to: { user: challenger }, amount: toChallenger },
    },
    { key: keys.slashSink, pot, call: { kind: 'sink', sink: idea.config.feeSink, amount: toSink } },
  ]
  return wishes.filter((wish) => 'amount' in wish.call && wish.call.amount > 0n)
}

function loanWishes(state: SubnetState): Wish[] {
  const { idea, funding } = state
  if (!idea || !funding) return []
  const keys = keysOf(state)
  const float: Pot = { kind: 'float' }
  const loan = funding.loan?.id ?? 0
  switch (funding.stage) {
    case 'opening':
      return [{ key: keys.loanOpen, pot: float, call: loanOpen(idea.pots.treasury, funding) }]
    case 'open':
      return isFull(funding) && !openDispute(state)
        ? [{ key: keys.loanFinalize, pot: float, call: { kind: 'loan-finalize', loan } }]
        : []
    case 'refunding':
      return [{ key: keys.loanRefund, pot: float, call: { kind: 'loan-refund', loan } }]
    case 'dissolving':
      return [{ key: keys.loanDissolve, pot: float, call: { kind: 'loan-dissolve', loan } }]
    case 'finalized':
      return [
        {
          key: keys.loanDepositReturn,
          pot: { kind: 'treasury', ordinal: idea.pots.ordinal },
          call: { kind: 'transfer', to: { coldkey: idea.pots.float }, amount: funding.deposit },
        },
      ]
    default:
      return []
  }
}

function loanOpen(target: string, funding: NonNullable<SubnetState['funding']>): IntentCall {
  const { deposit, minimumContribution, duration } = funding
  return { kind: 'loan-open', deposit, minimumContribution, cap: rao(capOf(funding)), duration, target }
}
