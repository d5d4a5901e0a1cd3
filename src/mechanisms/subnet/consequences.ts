import type { Config } from '../config.ts'
import type { Occurrence } from '../decider.ts'
import { openDispute, verdictOf } from '../dispute/decide.ts'
import { dueErrand } from '../errand/decide.ts'
import { isFull, isFunded } from '../funding/decide.ts'
import { launchConsequence } from '../launch/consequences.ts'
import { miningConsequence } from '../mining/consequences.ts'
import { rao } from '../money.ts'
import { probationConsequence } from '../probation/consequences.ts'
import { split } from '../shares.ts'
import { depositDue, linkCheckDue, linkDue } from './deadlines.ts'
import type { SubnetEvent, SubnetState } from './state.ts'

/** What follows from a state by itself. `tick` is there when the chain's clock called: only then do deadlines fall due. */
export interface Moment {
  readonly when: Occurrence
  readonly config: Config
  readonly tick: { readonly at: number; readonly block: number } | null
}

/** The next thing that follows, or null at rest. Each event removes its own cause, so that asking again ends. */
export function consequence(state: SubnetState, moment: Moment): SubnetEvent | null {
  return (
    disputed(state, moment) ??
    timely(state, moment) ??
    funded(state, moment) ??
    collateral(state, moment) ??
    miningConsequence(state, moment) ??
    launchConsequence(state, moment) ??
    probationConsequence(state, moment) ??
    (moment.tick && dueErrand(state, moment.when))
  )
}

const reached = (moment: Moment, due: number | null): boolean =>
  moment.tick !== null && due !== null && moment.tick.at >= due

function timely(state: SubnetState, moment: Moment): SubnetEvent | null {
  const { when } = moment
  if (reached(moment, depositDue(state))) return { type: 'IdeaClosed', why: 'unpaid', ...when }
  if (reached(moment, linkDue(state))) return { type: 'IdeaClosed', why: 'link-failed', ...when }
  const firstCheck = state.phase === 'checking' && state.link.asked === 0
  if (firstCheck || reached(moment, linkCheckDue(state))) {
    return { type: 'LinkCheckDue', check: state.link.asked + 1, ...when }
  }
  return null
}

function disputed(state: SubnetState, moment: Moment): SubnetEvent | null {
  const open = openDispute(state)
  if (open && reached(moment, open.closesAt)) {
    return { type: 'DisputeClosed', number: open.number, ...verdictOf(open), ...moment.when }
  }
  const upheld = state.dispute.disputes.find((dispute) => dispute.verdict === 'upheld')
  if (!upheld || state.deposit.fate !== 'held' || !state.deposit.paid) return null
  const [toChallenger, toSink] = split(state.deposit.paid.collateral, upheld.challengerShareBasisPoints)
  const shares = { challenger: upheld.challenger.id, toChallenger: rao(toChallenger), toSink: rao(toSink) }
  return { type: 'CollateralSlashed', ...shares, ...moment.when }
}

function funded(state: SubnetState, moment: Moment): SubnetEvent | null {
  const { funding } = state
  if (!funding) return opening(state, moment)
  const { round, stage } = funding
  if (state.phase === 'slashed' && (stage === 'opening' || stage === 'open')) {
    return { type: 'FundingEnded', round, why: 'slashed', ...moment.when }
  }
  if (stage !== 'open') return null
  if (isFull(funding)) return funding.met ? null : { type: 'TargetMet', round, ...moment.when }
  const over = moment.tick !== null && funding.loan !== null && moment.tick.block >= funding.loan.endBlock
  return over ? { type: 'FundingEnded', round, why: 'time', ...moment.when } : null
}

/** M5: paid, the link has passed, nobody disputes it. The settings of this moment hold for the whole round. */
function opening(state: SubnetState, { when, config }: Moment): SubnetEvent | null {
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

/** The collateral goes back when the idea is funded or cannot be any more, and nobody disputes it. */
function collateral(state: SubnetState, { when }: Moment): SubnetEvent | null {
  const { deposit, phase } = state
  const over = isFunded(state) || phase === 'unfunded'
  if (!over || deposit.fate !== 'held' || !deposit.paid || openDispute(state)) return null
  return { type: 'CollateralReturned', to: deposit.paid.payer, amount: deposit.paid.collateral, ...when }
}
