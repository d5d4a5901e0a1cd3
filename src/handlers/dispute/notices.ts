import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import type { DisputeClosed, DisputeOpened } from '../../mechanisms/dispute/slice.ts'
import { type NoticeOf, onIdea, votersBut } from '../kit/notice.ts'

/** The discoverer can answer a challenge while validators vote, who are asked to. */
export const challenged: NoticeOf<DisputeOpened> = (
  { number, challenger, reason, closesAt, electorate },
  state,
) => {
  const { disputes, deposit, idea } = state
  const isOpen = disputes.some((dispute) => dispute.number === number && dispute.verdict === null)
  if (!isOpen || !deposit.paid) return null
  return {
    template: 'dispute/notice/challenged',
    filling: {
      closesAt,
      challenger: clip(challenger.login, SHOWN.login),
      reason: clip(reason, SHOWN.text),
      collateral: deposit.paid.collateral,
    },
    people: { discoverer: idea.discoverer },
    others: votersBut(electorate, idea.discoverer.id),
    until: closesAt,
    on: onIdea(state),
  }
}

/** Both sides hear how it ended; a challenger who won may have to link a wallet to be paid. */
export const decided: NoticeOf<DisputeClosed> = ({ number, verdict }, state, { coldkeys }) => {
  const { disputes, deposit, idea, funding } = state
  const challenger = disputes.find((dispute) => dispute.number === number)?.challenger
  if (!challenger) return null
  return {
    template: 'dispute/notice/decided',
    filling: {
      number,
      verdict,
      collateral: deposit.paid?.collateral ?? 0n,
      reward: deposit.slash?.toChallenger ?? 0n,
      linked: coldkeys[challenger.id] !== undefined,
      refunds: (funding?.loan ?? null) !== null && funding?.stage !== 'finalized',
    },
    people: { discoverer: idea.discoverer, challenger },
    on: onIdea(state),
  }
}
