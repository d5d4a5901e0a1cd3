import { clip } from '../../github/escape.ts'
import { namingTreasury, SHOWN, walletApp } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { progressBar } from '../../github/words.ts'
import { capOf } from '../../mechanisms/funding/decide.ts'
import { furtherOf, isRoundOver } from '../../mechanisms/funding/rounds.ts'
import type { FundingRound, FundingSlice } from '../../mechanisms/funding/slice.ts'

/** How full the crowdloan is, and how to contribute. */
const fundingSection: Section = {
  template: 'funding/section/funding',
  events: ['LoanCreated', 'ContributionCounted', 'ContributionWithdrawn', 'FundingFinalized', 'FundingEnded'],
  reads: [],
  fill({ idea, funding }, facts) {
    if (funding?.stage !== 'open') return null
    const funders = Object.entries(funding.contributions)
      .map(([coldkey, amount]) => ({ coldkey, amount }))
      .toSorted(largestFirst)
    const shown = funders.slice(0, SHOWN.items)
    return {
      ...progressBar(funding.raised, funding.target),
      ...howToFill(funding),
      treasury: idea.pots?.treasury ?? null,
      issue: idea.issue,
      naming: namingTreasury(facts),
      extrinsics: walletApp(facts.node, 'extrinsics'),
      funders: shown,
      funderCount: funders.length,
      more: funders.length - shown.length,
    }
  },
}

/** Where the TAO went when the target was met. */
const raisedSection: Section = {
  template: 'funding/section/raised',
  events: ['FundingFinalized'],
  reads: [],
  isFinal: () => true,
  fill: ({ idea, funding }) =>
    funding?.stage === 'finalized' ? { ...loanOf(funding), treasury: idea.pots?.treasury ?? null } : null,
}

/** How far the refunds are, or that they are done. */
const refundingSection: Section = {
  template: 'funding/section/refunding',
  events: [
    'LoanCreated',
    'ContributionCounted',
    'ContributionWithdrawn',
    'FundingEnded',
    'FundersRefunded',
    'LoanDissolved',
  ],
  reads: [],
  isFinal: ({ funding }) => funding?.stage === 'dissolved' || funding?.stage === 'cancelled',
  fill({ funding }) {
    if (!funding || BEFORE_REFUNDS.includes(funding.stage)) return null
    return { ...loanOf(funding), stage: funding.stage, refundCalls: funding.refundCalls }
  },
}

/** D2: the rounds after the first. The last is shown with how to contribute, while it is open. */
const roundsSection: Section = {
  template: 'funding/section/rounds',
  events: [
    'FundingOpened',
    'LoanCreated',
    'ContributionCounted',
    'ContributionWithdrawn',
    'FundingFinalized',
    'FundingEnded',
    'FundersRefunded',
    'LoanDissolved',
  ],
  reads: [],
  isFinal: ({ funding }) => furtherOf(funding).every(isRoundOver),
  fill({ idea, funding }, facts) {
    const rounds = furtherOf(funding)
    const last = rounds.at(-1)
    if (!last) return null
    return {
      ...progressBar(last.raised, last.target),
      rounds: rounds
        .slice(-SHOWN.items)
        .map(({ round, target, raised, stage, by, openedAt, contributions }) => ({
          round,
          target,
          raised,
          stage,
          by: clip(by.login, SHOWN.login),
          openedAt,
          funderCount: Object.keys(contributions).length,
        })),
      last: { ...howToFill(last), stage: last.stage, refundCalls: last.refundCalls },
      treasury: idea.pots?.treasury ?? null,
      issue: idea.issue,
      naming: namingTreasury(facts),
    }
  },
}

/** What whoever contributes to a round has to know of it. */
const howToFill = (round: FundingRound) => ({
  raised: round.raised,
  target: round.target,
  deposit: round.deposit,
  minimumContribution: round.minimumContribution,
  cap: capOf(round),
  loan: round.loan?.id,
  endBlock: round.loan?.endBlock,
})

const BEFORE_REFUNDS: readonly FundingSlice['stage'][] = ['opening', 'open', 'finalized']

const loanOf = ({ loan, raised, contributions }: FundingSlice) => ({
  loan: loan?.id,
  raised,
  funderCount: Object.keys(contributions).length,
})

interface Funder {
  readonly coldkey: string
  readonly amount: bigint
}

/** The same order whatever order the contributions came in. */
function largestFirst(a: Funder, b: Funder): number {
  if (a.amount !== b.amount) return a.amount > b.amount ? -1 : 1
  return a.coldkey < b.coldkey ? -1 : 1
}

export const fundingSections = {
  funding: fundingSection,
  raised: raisedSection,
  refunding: refundingSection,
  rounds: roundsSection,
} satisfies Sections
