import { openDispute } from '../dispute/verdict.ts'
import { type Family, type Moment, nothing, type View } from '../kernel/family.ts'
import { isPast } from '../kernel/grace.ts'
import { rao } from '../money.ts'
import { moved } from './contributions.ts'
import { isFull, seeContribution, seeWithdrawal } from './decide.ts'
import { fundingNext } from './next.ts'
import type { FundingEvent, FundingOpened, FundingShape, FundingSlice } from './slice.ts'
import { loanWishes } from './wishes.ts'

type State = View<FundingShape>

/** Rule M5: the idea's wallet, from its opening to its end. */
export const funding: Family<FundingShape> = {
  name: 'funding',
  initial: null,
  inHome: false,
  decide: { SeeContribution: seeContribution, SeeWithdrawal: seeWithdrawal },
  evolve: {
    FundingOpened: (_, event) => opened(event),
    LoanCreated: (own, { loan, endBlock }) =>
      own && {
        ...own,
        // The loan was called off while its creation was under way.
        stage: own.stage === 'cancelled' ? 'dissolving' : 'open',
        loan: { id: loan, endBlock },
      },
    ContributionCounted: (own, { coldkey, amount }) => own && moved(own, coldkey, amount),
    ContributionWithdrawn: (own, { coldkey, amount }) => own && moved(own, coldkey, -amount),
    TargetMet: (own) => own && { ...own, met: true },
    FundingFinalized: (own) => own && { ...own, stage: 'finalized' },
    FundingEnded: (own) => own && { ...own, stage: ended(own) },
    FundersRefunded: (own, { all }) => own && refunded(own, all),
    LoanDissolved: (own) => own && { ...own, stage: 'dissolved' },
  },
  follows: (state, moment) => (state.funding ? goesOn(state, state.funding, moment) : opening(state, moment)),
  due: ({ funding }) => [{ at: null, block: endBlockOf(funding) }],
  wishes: loanWishes,
  settled: {
    'loan-open': ({ funding }, { about: [round] }, { created }, when) =>
      funding && !funding.loan && created
        ? [{ type: 'LoanCreated', round, loan: created.loan, endBlock: created.endBlock, ...when }]
        : [],
    // It may have been under way when a dispute was opened, and is wished no more.
    'loan-finalize': ({ funding }, { about: [round] }, _, when) =>
      funding?.stage === 'open' ? [{ type: 'FundingFinalized', round, raised: funding.raised, ...when }] : [],
    'loan-refund': ({ funding }, { about: [round, call] }, { allRefunded }, when) =>
      funding?.refundCalls === call - 1
        ? [{ type: 'FundersRefunded', round, all: allRefunded === true, ...when }]
        : [],
    'loan-dissolve': ({ funding }, { about: [round] }, _, when) =>
      funding && funding.stage !== 'dissolved' ? [{ type: 'LoanDissolved', round, ...when }] : [],
    'loan-deposit-return': nothing,
  },
  next: fundingNext,
}

/** M5: paid, the link has passed, nobody disputes it. The settings of this moment hold for the whole round. */
function opening(state: State, { when, config }: Moment): FundingEvent | null {
  const passed = state.link.contentHash !== null && state.link.failing === null
  if (state.phase !== 'checking' || !state.idea || !passed || openDispute(state)) return null
  return {
    type: 'FundingOpened',
    round: 1,
    target: state.idea.terms.target,
    deposit: config.funding.loanDeposit,
    minimumContribution: config.funding.minimumContribution,
    duration: config.funding.duration,
    ...when,
  }
}

/** G0: the collateral goes back when the loan ends, for good, so that a challenge that was written before is waited for. */
function goesOn({ phase }: State, funding: FundingSlice, moment: Moment): FundingEvent | null {
  const { round, stage } = funding
  const { when } = moment
  if (phase === 'slashed' && (stage === 'opening' || stage === 'open')) {
    return { type: 'FundingEnded', round, why: 'slashed', ...when }
  }
  if (stage !== 'open') return null
  if (isFull(funding)) return funding.met ? null : { type: 'TargetMet', round, ...when }
  return isPast(moment, funding.loan?.endBlock ?? null)
    ? { type: 'FundingEnded', round, why: 'time', ...when }
    : null
}

/** The block in which a loan ends that is short of its target. */
const endBlockOf = (funding: FundingSlice | null): number | null =>
  funding?.stage === 'open' && !funding.met ? (funding.loan?.endBlock ?? null) : null

function opened({ round, target, deposit, minimumContribution, duration }: FundingOpened): FundingSlice {
  const terms = { round, target, deposit, minimumContribution, duration }
  return {
    ...terms,
    loan: null,
    contributions: {},
    raised: rao(0n),
    met: false,
    stage: 'opening',
    refundCalls: 0,
  }
}

/** A loan that the chain never created needs nothing more; one without funders can be dissolved at once. */
function ended(funding: FundingSlice): FundingSlice['stage'] {
  if (!funding.loan) return 'cancelled'
  return funding.raised > 0n ? 'refunding' : 'dissolving'
}

function refunded(funding: FundingSlice, all: boolean): FundingSlice {
  const refundCalls = funding.refundCalls + 1
  return all ? { ...funding, refundCalls, stage: 'dissolving' } : { ...funding, refundCalls }
}
