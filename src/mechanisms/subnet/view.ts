import { openDispute, stakeFor } from '../dispute/decide.ts'
import type { Dispute } from '../dispute/slice.ts'
import type { Rao } from '../money.ts'
import { deadlines } from './deadlines.ts'
import type { Phase, SubnetState } from './state.ts'

/** A subnet as people are shown it. Amounts are rao, times milliseconds UTC. */
export interface SubnetView {
  readonly stream: string
  readonly phase: Phase
  readonly disputed: boolean
  readonly repository: string
  readonly issue: number
  readonly title: string
  readonly link: string
  readonly roles: readonly string[]
  readonly discoverer: { readonly id: number; readonly login: string }
  readonly openedAt: number
  readonly closedWhy: string | null
  readonly edited: readonly string[]
  readonly escrow: string
  readonly treasury: string
  readonly fee: Rao
  readonly collateral: Rao
  readonly collateralFate: SubnetState['deposit']['fate']
  readonly bill: SubnetState['deposit']['bill']
  readonly paid: SubnetState['deposit']['paid']
  readonly refunds: SubnetState['deposit']['refunds']
  readonly slash: SubnetState['deposit']['slash']
  readonly linkCheck: SubnetState['link']
  readonly disputes: readonly DisputeView[]
  readonly target: Rao
  readonly raised: Rao
  readonly funders: readonly { readonly coldkey: string; readonly amount: Rao }[]
  readonly loan: { readonly id: number; readonly endBlock: number } | null
  readonly fundingStage: string | null
  readonly settled: SubnetState['payments']['settled']
  readonly failed: SubnetState['payments']['failed']
  readonly next: NextStep
  /** When the clock calls next. */
  readonly due: { readonly at: number | null; readonly block: number | null }
}

export interface DisputeView {
  readonly number: number
  readonly challenger: string
  readonly reason: string
  readonly openedAt: number
  readonly closesAt: number
  readonly verdict: Dispute['verdict']
  readonly upholding: Rao
  readonly rejecting: Rao
  readonly quorum: Rao
  readonly electors: number
  readonly voters: number
}

/** What happens next; the words for it are templates. */
export type NextStep =
  | 'pay-deposit'
  | 'check-link'
  | 'mend-link'
  | 'open-loan'
  | 'contribute'
  | 'finalize-loan'
  | 'vote'
  | 'refund-funders'
  | 'return-collateral'
  | 'mine-architecture'
  | 'nothing'

/** Null where nothing was opened. */
export function view(state: SubnetState): SubnetView | null {
  const { idea, deposit, funding, payments } = state
  if (!idea) return null
  return {
    stream: state.stream,
    phase: state.phase,
    disputed: openDispute(state) !== undefined,
    repository: `${idea.repository.owner}/${idea.repository.name}`,
    issue: idea.issue,
    title: idea.terms.title,
    link: idea.terms.link,
    roles: idea.terms.roles,
    discoverer: idea.discoverer,
    openedAt: idea.openedAt,
    closedWhy: idea.closedWhy,
    edited: idea.editedAfterPayment,
    escrow: idea.pots.escrow,
    treasury: idea.pots.treasury,
    fee: idea.config.idea.fee,
    collateral: idea.config.idea.collateral,
    collateralFate: deposit.fate,
    bill: deposit.bill,
    paid: deposit.paid,
    refunds: deposit.refunds,
    slash: deposit.slash,
    linkCheck: state.link,
    disputes: state.dispute.disputes.map(viewDispute),
    target: funding?.target ?? idea.terms.target,
    ...viewFunding(state),
    settled: payments.settled,
    failed: payments.failed,
    next: nextStep(state),
    due: deadlines(state),
  }
}

function viewFunding({ funding }: SubnetState) {
  return {
    raised: funding?.raised ?? (0n as Rao),
    funders: Object.entries(funding?.contributions ?? {}).map(([coldkey, amount]) => ({ coldkey, amount })),
    loan: funding?.loan ?? null,
    fundingStage: funding?.stage ?? null,
  }
}

function viewDispute(dispute: Dispute): DisputeView {
  const { number, challenger, reason, openedAt, closesAt, verdict, quorum, electorate, votes } = dispute
  return {
    number,
    challenger: challenger.login,
    reason,
    openedAt,
    closesAt,
    verdict,
    upholding: stakeFor(dispute, 'uphold'),
    rejecting: stakeFor(dispute, 'reject'),
    quorum,
    electors: electorate.length,
    voters: Object.keys(votes).length,
  }
}

function nextStep(state: SubnetState): NextStep {
  if (openDispute(state)) return 'vote'
  switch (state.phase) {
    case 'awaiting-deposit':
      return 'pay-deposit'
    case 'checking':
      return state.link.failing ? 'mend-link' : 'check-link'
    case 'funding':
      return nextFundingStep(state)
    case 'minable':
      return 'mine-architecture'
    case 'unfunded':
    case 'slashed':
      return windingUp(state)
    default:
      return 'nothing'
  }
}

function nextFundingStep({ funding }: SubnetState): NextStep {
  if (funding?.stage === 'opening') return 'open-loan'
  return funding?.met ? 'finalize-loan' : 'contribute'
}

function windingUp({ funding, deposit, payments, stream }: SubnetState): NextStep {
  if (funding && (funding.stage === 'refunding' || funding.stage === 'dissolving')) return 'refund-funders'
  const returned = payments.settled[`collateral-return:${stream}`]
  return deposit.fate === 'returned' && !returned ? 'return-collateral' : 'nothing'
}
