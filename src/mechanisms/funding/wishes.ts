import { openDispute } from '../dispute/verdict.ts'
import type { IntentCall } from '../intent.ts'
import type { View, Wish, Wishes } from '../kernel/family.ts'
import { rao } from '../money.ts'
import { type Pot, potIn } from '../pots.ts'
import { capOf, isFull } from './decide.ts'
import { roundsOf } from './rounds.ts'
import type { ForLoan, FundingRound, FundingShape, FundingSlice } from './slice.ts'

type State = View<FundingShape>

const FLOAT: Pot = { kind: 'float' }

/** What should happen to the crowdloan of each round: at most one thing at a time, by its stage. */
export const loanWishes: Wishes<FundingShape> = {
  'loan-open': ({ idea, funding }) => {
    const pots = idea?.pots
    if (!pots) return []
    return inStage(funding, 'opening').map((one) => ({
      purpose: { kind: 'loan-open', about: [one.round] },
      pot: FLOAT,
      call: loanOpen(pots.treasury, one),
    }))
  },
  'loan-finalize': (state) => {
    if (openDispute(state)) return []
    return inStage(state.funding, 'open')
      .filter(isFull)
      .map((one) => ({
        purpose: { kind: 'loan-finalize', about: [one.round] },
        pot: FLOAT,
        call: { kind: 'loan-finalize', loan: loanOf(one) },
      }))
  },
  'loan-refund': ({ funding }) =>
    inStage(funding, 'refunding').map((one) => ({
      purpose: { kind: 'loan-refund', about: [one.round, one.refundCalls + 1] },
      pot: FLOAT,
      call: { kind: 'loan-refund', loan: loanOf(one) },
    })),
  'loan-dissolve': ({ funding }) =>
    inStage(funding, 'dissolving').map((one) => ({
      purpose: { kind: 'loan-dissolve', about: [one.round] },
      pot: FLOAT,
      call: { kind: 'loan-dissolve', loan: loanOf(one) },
    })),
  'loan-deposit-return': depositReturn,
}

/** The float lent it, and gets it back from what was raised. */
function depositReturn({ idea, funding }: State): Wish<ForLoan>[] {
  const pots = idea?.pots
  if (!pots) return []
  return inStage(funding, 'finalized').map((one) => ({
    purpose: { kind: 'loan-deposit-return', about: [one.round] },
    pot: potIn(pots, 'treasury'),
    call: { kind: 'transfer', to: { coldkey: pots.float }, amount: one.deposit },
  }))
}

const inStage = (funding: FundingSlice | null, stage: FundingRound['stage']): FundingRound[] =>
  roundsOf(funding).filter((one) => one.stage === stage)

const loanOf = ({ loan }: FundingRound): number => loan?.id ?? 0

function loanOpen(target: string, funding: FundingRound): IntentCall {
  const { deposit, minimumContribution, duration } = funding
  return { kind: 'loan-open', deposit, minimumContribution, cap: rao(capOf(funding)), duration, target }
}
