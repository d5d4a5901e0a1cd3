import { openDispute } from '../dispute/verdict.ts'
import type { IntentCall } from '../intent.ts'
import type { View, Wishes } from '../kernel/family.ts'
import { rao } from '../money.ts'
import { type Pot, potIn } from '../pots.ts'
import { capOf, isFull } from './decide.ts'
import type { FundingShape, FundingSlice } from './slice.ts'

type State = View<FundingShape>

const FLOAT: Pot = { kind: 'float' }

/** What should happen to the loan: at most one thing at a time, by its stage. */
export const loanWishes: Wishes<FundingShape> = {
  'loan-open': ({ idea, funding }) => {
    if (!idea?.pots || funding?.stage !== 'opening') return []
    const call = loanOpen(idea.pots.treasury, funding)
    return [{ purpose: { kind: 'loan-open', about: [funding.round] }, pot: FLOAT, call }]
  },
  'loan-finalize': (state) => {
    const { funding } = state
    if (funding?.stage !== 'open' || !isFull(funding) || openDispute(state)) return []
    const call = { kind: 'loan-finalize', loan: loanOf(funding) } as const
    return [{ purpose: { kind: 'loan-finalize', about: [funding.round] }, pot: FLOAT, call }]
  },
  'loan-refund': ({ funding }) => {
    if (funding?.stage !== 'refunding') return []
    const purpose = { kind: 'loan-refund', about: [funding.round, funding.refundCalls + 1] } as const
    return [{ purpose, pot: FLOAT, call: { kind: 'loan-refund', loan: loanOf(funding) } }]
  },
  'loan-dissolve': ({ funding }) => {
    if (funding?.stage !== 'dissolving') return []
    const call = { kind: 'loan-dissolve', loan: loanOf(funding) } as const
    return [{ purpose: { kind: 'loan-dissolve', about: [funding.round] }, pot: FLOAT, call }]
  },
  'loan-deposit-return': depositReturn,
}

/** The float lent it, and gets it back from what was raised. */
function depositReturn({ idea, funding }: State) {
  if (!idea?.pots || funding?.stage !== 'finalized') return []
  const purpose = { kind: 'loan-deposit-return', about: [funding.round] } as const
  const pot = potIn(idea.pots, 'treasury')
  const call = { kind: 'transfer', to: { coldkey: idea.pots.float }, amount: funding.deposit } as const
  return [{ purpose, pot, call }]
}

const loanOf = ({ loan }: FundingSlice): number => loan?.id ?? 0

function loanOpen(target: string, funding: FundingSlice): IntentCall {
  const { deposit, minimumContribution, duration } = funding
  return { kind: 'loan-open', deposit, minimumContribution, cap: rao(capOf(funding)), duration, target }
}
