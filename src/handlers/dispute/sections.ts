import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import type { Dispute, Side } from '../../mechanisms/dispute/slice.ts'
import { openDispute, stakeFor, stakeOf } from '../../mechanisms/dispute/verdict.ts'
import { split } from '../../mechanisms/shares.ts'

/** The challenge that is being decided: the votes, the quorum, and what each outcome would mean. */
const disputeSection: Section = {
  template: 'dispute/section/dispute',
  events: ['DisputeOpened', 'VoteCast', 'DisputeClosed', 'FundingOpened', 'FundingEnded'],
  reads: [],
  fill(state) {
    const dispute = openDispute(state)
    if (!dispute || !state.deposit.paid) return null
    const { electorate, votes, quorum, challengerShareBasisPoints } = dispute
    const [toChallenger, toSink] = split(state.deposit.paid.collateral, challengerShareBasisPoints)
    const tally = tallyOf(dispute)
    return {
      ...introduce(dispute),
      ...tally,
      quorum,
      voted: tally.upholding + tally.rejecting,
      stake: stakeOf(electorate),
      voters: Object.keys(votes).length,
      electors: electorate.length,
      upholders: countOf(dispute, 'uphold'),
      rejecters: countOf(dispute, 'reject'),
      toChallenger,
      toSink,
      sink: state.idea.config.feeSink.kind,
      funding: state.phase === 'funding',
    }
  },
}

/** Challenges that were decided, the last ones first. */
const pastDisputesSection: Section = {
  template: 'dispute/section/past-disputes',
  events: ['DisputeClosed'],
  reads: [],
  fill({ dispute }) {
    const decided = dispute.disputes.filter(({ verdict }) => verdict !== null)
    if (decided.length === 0) return null
    const shown = decided.toReversed().slice(0, SHOWN.items)
    return {
      disputes: shown.map((past) => ({
        ...introduce(past),
        ...tallyOf(past),
        reason: clip(past.reason, SHOWN.gist),
        verdict: past.verdict,
        quorum: past.quorum,
      })),
      more: decided.length - shown.length,
    }
  },
}

function introduce({ number, challenger, openedAt, reason }: Dispute) {
  return {
    number,
    openedAt,
    challenger: clip(challenger.login, SHOWN.login),
    reason: clip(reason, SHOWN.text),
  }
}

const tallyOf = (dispute: Dispute) => ({
  upholding: stakeFor(dispute, 'uphold'),
  rejecting: stakeFor(dispute, 'reject'),
})

const countOf = ({ votes }: Dispute, side: Side): number =>
  Object.values(votes).filter((vote) => vote === side).length

export const disputeSections = {
  dispute: disputeSection,
  'past-disputes': pastDisputesSection,
} satisfies Sections
