import type { FundersRefunded } from '../../mechanisms/funding/slice.ts'
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
    on: onIdea(state),
  }
}
