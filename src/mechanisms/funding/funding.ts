import { openDispute } from '../dispute/verdict.ts'
import { type Family, type Moment, nothing, type View } from '../kernel/family.ts'
import { isPast } from '../kernel/grace.ts'
import { rao } from '../money.ts'
import { moved } from './contributions.ts'
import { isFull, seeContribution, seeWithdrawal } from './decide.ts'
import { fundingNext } from './next.ts'
import { openFunding } from './open-funding.ts'
import { furtherOf, inRound, roundOf, roundsOf, withLoan } from './rounds.ts'
import type { FundingEvent, FundingOpened, FundingRound, FundingShape, FundingSlice } from './slice.ts'
import { loanWishes } from './wishes.ts'

type State = View<FundingShape>

/** Rules M5 and D2: the idea's wallet, and the crowdloans of a subnet that asks for more, each from its opening to its end. */
export const funding: Family<FundingShape> = {
  name: 'funding',
  initial: null,
  inHome: false,
  decide: { SeeContribution: seeContribution, SeeWithdrawal: seeWithdrawal, OpenFunding: openFunding },
  evolve: {
    FundingOpened: (own, event) => opened(own, event),
    LoanCreated: (own, { round, loan, endBlock }) =>
      own &&
      inRound(own, round, (one) => ({
        ...one,
        // The loan was called off while its creation was under way.
        stage: one.stage === 'cancelled' ? 'dissolving' : 'open',
        loan: { id: loan, endBlock },
      })),
    ContributionCounted: (own, { loan, coldkey, amount }) => own && movedIn(own, loan, coldkey, amount),
    ContributionWithdrawn: (own, { loan, coldkey, amount }) => own && movedIn(own, loan, coldkey, -amount),
    TargetMet: (own, { round }) => own && inRound(own, round, (one) => ({ ...one, met: true })),
    FundingFinalized: (own, { round }) => own && inStage(own, round, 'finalized'),
    FundingEnded: (own, { round }) => own && inRound(own, round, (one) => ({ ...one, stage: ended(one) })),
    FundersRefunded: (own, { round, all }) => own && inRound(own, round, (one) => refunded(one, all)),
    LoanDissolved: (own, { round }) => own && inStage(own, round, 'dissolved'),
  },
  follows: (state, moment) => {
    if (!state.funding) return opening(state, moment)
    for (const one of roundsOf(state.funding)) {
      const event = goesOn(state, one, moment)
      if (event) return event
    }
    return null
  },
  due: ({ funding }) => roundsOf(funding).map((one) => ({ at: null, block: endBlockOf(one) })),
  wishes: loanWishes,
  settled: {
    'loan-open': ({ funding }, { about: [round] }, { created }, when) => {
      const one = roundOf(funding, round)
      return one && !one.loan && created
        ? [{ type: 'LoanCreated', round, loan: created.loan, endBlock: created.endBlock, ...when }]
        : []
    },
    // It may have been under way when a dispute was opened, and is wished no more.
    'loan-finalize': ({ funding }, { about: [round] }, _, when) => {
      const one = roundOf(funding, round)
      return one && canBeFinal(one) ? [{ type: 'FundingFinalized', round, raised: one.raised, ...when }] : []
    },
    // A loan that is gone stays so, whatever is heard of it late.
    'loan-refund': ({ funding }, { about: [round, call] }, { allRefunded }, when) => {
      const one = roundOf(funding, round)
      return one && one.stage !== 'dissolved' && one.refundCalls === call - 1
        ? [{ type: 'FundersRefunded', round, all: allRefunded === true, ...when }]
        : []
    },
    'loan-dissolve': ({ funding }, { about: [round] }, _, when) => {
      const one = roundOf(funding, round)
      return one && one.stage !== 'dissolved' ? [{ type: 'LoanDissolved', round, ...when }] : []
    },
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
function goesOn({ phase, launch }: State, one: FundingRound, moment: Moment): FundingEvent | null {
  const { round, stage } = one
  const { when } = moment
  if (launch?.stage === 'returning' && stage === 'opening') {
    return { type: 'FundingEnded', round, why: 'returned', ...when }
  }
  if ((phase === 'slashed' || phase === 'dissolved') && (stage === 'opening' || stage === 'open')) {
    return { type: 'FundingEnded', round, why: phase, ...when }
  }
  if (stage !== 'open') return null
  if (isFull(one)) return one.met ? null : { type: 'TargetMet', round, ...when }
  return isPast(moment, one.loan?.endBlock ?? null)
    ? { type: 'FundingEnded', round, why: 'time', ...when }
    : null
}

/** The block in which a loan ends that is short of its target. */
const endBlockOf = ({ stage, met, loan }: FundingRound): number | null =>
  stage === 'open' && !met ? (loan?.endBlock ?? null) : null

/** What was finalized while a dissolution called its round off is in the treasury: nobody can be refunded by the crowdloan. */
const canBeFinal = ({ round, stage }: FundingRound): boolean =>
  stage === 'open' || (round > 1 && stage === 'refunding')

/** What an earlier round gave back takes no more room. */
function opened(own: FundingSlice | null, event: FundingOpened): FundingSlice {
  const { round, target, deposit, minimumContribution, duration, by, at } = event
  const one: FundingRound = {
    round,
    target,
    deposit,
    minimumContribution,
    duration,
    loan: null,
    contributions: {},
    raised: rao(0n),
    met: false,
    stage: 'opening',
    refundCalls: 0,
  }
  if (!own || !by) return one
  const before = furtherOf(own).map((past) =>
    past.stage === 'finalized' ? past : { ...past, contributions: {} },
  )
  return { ...own, further: [...before, { ...one, by, openedAt: at }] }
}

function movedIn(own: FundingSlice, loan: number, coldkey: string, amount: bigint): FundingSlice {
  const one = withLoan(own, loan)
  return one ? inRound(own, one.round, (round) => moved(round, coldkey, amount)) : own
}

const inStage = (own: FundingSlice, round: number, stage: FundingRound['stage']): FundingSlice =>
  inRound(own, round, (one) => ({ ...one, stage }))

/** A loan that the chain never created needs nothing more; one without funders can be dissolved at once. */
function ended(one: FundingRound): FundingRound['stage'] {
  if (!one.loan) return 'cancelled'
  return one.raised > 0n ? 'refunding' : 'dissolving'
}

function refunded(one: FundingRound, all: boolean): FundingRound {
  const refundCalls = one.refundCalls + 1
  return all ? { ...one, refundCalls, stage: 'dissolving' } : { ...one, refundCalls }
}
