import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import type { Ballot } from '../../mechanisms/dispute/slice.ts'
import { split } from '../../mechanisms/shares.ts'

/** The challenge that is being decided: the votes, the quorum, and what each outcome would mean. */
const disputeSection: Section = {
  template: 'dispute/section/dispute',
  events: ['DisputeOpened', 'VoteCast', 'DisputeClosed', 'FundingOpened', 'FundingEnded'],
  reads: [],
  fill(state) {
    const dispute = state.disputes.find(({ verdict }) => verdict === null)
    if (!dispute || !state.deposit.paid) return null
    const { upholders, rejecters, quorum, stake, electors, challengerShareBasisPoints } = dispute
    const [toChallenger, toSink] = split(state.deposit.paid.collateral, challengerShareBasisPoints)
    const tally = tallyOf(dispute)
    return {
      ...introduce(dispute),
      ...tally,
      quorum,
      voted: tally.upholding + tally.rejecting,
      stake,
      voters: upholders + rejecters,
      electors,
      upholders,
      rejecters,
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
  isFinal: () => true,
  fill({ disputes }) {
    const decided = disputes.filter(({ verdict }) => verdict !== null)
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

function introduce({ number, challenger, openedAt, reason }: Ballot) {
  return {
    number,
    openedAt,
    challenger: clip(challenger.login, SHOWN.login),
    reason: clip(reason, SHOWN.text),
  }
}

const tallyOf = ({ upholding, rejecting }: Ballot) => ({ upholding, rejecting })

export const disputeSections = {
  dispute: disputeSection,
  'past-disputes': pastDisputesSection,
} satisfies Sections
