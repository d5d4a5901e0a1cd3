import type { FundersRefunded, FundingSlice } from '../../mechanisms/funding/slice.ts'
import { type NoticeOf, onIdea } from '../kit/notice.ts'

/** Everybody's money is back: said once, with the last call. */
export const refunded: NoticeOf<FundersRefunded> = ({ all }, state) => {
  const { funding, idea, deposit } = state
  if (!all || !funding?.loan) return null
  return {
    template: 'funding/notice/refunded',
    filling: {
      loan: funding.loan.id,
      target: funding.target,
      slashed: deposit.fate === 'slashed',
      collateral: deposit.paid?.collateral ?? 0n,
    },
    people: { discoverer: idea.discoverer },
    others: { coldkeys: fundersOf(funding) },
    on: onIdea(state),
  }
}

/** Who gave the most comes first. */
const fundersOf = ({ contributions }: FundingSlice): string[] =>
  Object.entries(contributions)
    .toSorted(([one, gave], [other, gift]) => Number(gift - gave) || (one < other ? -1 : 1))
    .map(([coldkey]) => coldkey)
