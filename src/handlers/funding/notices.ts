import type { OpenedState } from '../../github/facts.ts'
import { roundOf } from '../../mechanisms/funding/rounds.ts'
import type { FundersRefunded, FundingRound } from '../../mechanisms/funding/slice.ts'
import { type Notice, type NoticeOf, onIdea } from '../kit/notice.ts'
import { fundersIn } from './funders.ts'

/** Everybody's money is back: said once, with the last call. */
export const refunded: NoticeOf<FundersRefunded> = ({ all, round }, state) => {
  const { funding, idea, deposit } = state
  const one = roundOf(funding, round)
  if (!all || !one?.loan) return null
  if (round > 1) return ofRound(one, state)
  return {
    template: 'funding/notice/refunded',
    filling: {
      loan: one.loan.id,
      target: one.target,
      slashed: deposit.fate === 'slashed',
      collateral: deposit.paid?.collateral ?? 0n,
    },
    people: { discoverer: idea.discoverer },
    others: { coldkeys: fundersIn(one) },
    on: onIdea(state),
  }
}

/** D2: a further round came to nothing. */
const ofRound = ({ round, loan, target, contributions }: FundingRound, state: OpenedState): Notice => ({
  template: 'funding/notice/round-refunded',
  filling: { round, loan: loan?.id, target, dissolved: state.phase === 'dissolved' },
  people: {},
  others: { coldkeys: fundersIn({ contributions }) },
  on: onIdea(state),
})
