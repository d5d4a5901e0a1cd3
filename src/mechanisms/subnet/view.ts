import { openDispute } from '../dispute/verdict.ts'
import type { AskedFork, Parent } from '../fork/slice.ts'
import { furtherOf } from '../funding/rounds.ts'
import type { FundingRound } from '../funding/slice.ts'
import type { Rao } from '../money.ts'
import type { Phase } from '../phase/slice.ts'
import { deadlines } from './deadlines.ts'
import { type DisputeView, viewDispute } from './dispute-view.ts'
import { type MinedView, viewMined } from './mined-view.ts'
import { type NextStep, nextStep } from './next-step.ts'
import type { SubnetState } from './state.ts'

/** A subnet as people are shown it. Amounts are rao, times milliseconds UTC. */
export interface SubnetView extends MinedView {
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
  /** The subnet's own accounts, SS58: null until the deposit is paid. The idea's collateral is in the till. */
  readonly escrow: string | null
  readonly treasury: string | null
  readonly hotkey: string | null
  readonly fee: Rao
  readonly collateral: Rao
  readonly collateralFate: SubnetState['deposit']['fate']
  readonly bill: SubnetState['deposit']['bill']
  readonly paid: SubnetState['deposit']['paid']
  readonly refunds: SubnetState['refunds']
  readonly slash: SubnetState['deposit']['slash']
  readonly linkCheck: SubnetState['link']
  readonly disputes: readonly DisputeView[]
  readonly target: Rao
  readonly raised: Rao
  readonly funders: readonly { readonly coldkey: string; readonly amount: Rao }[]
  readonly loan: { readonly id: number; readonly endBlock: number } | null
  readonly fundingStage: string | null
  /** Rule D2: rounds of funding after the first, the last one last. */
  readonly further?: readonly RoundView[]
  /** Rule F1: what it is a fork of, and the last forks of it. */
  readonly lineage?: LineageView
  readonly settled: SubnetState['payments']['settled']
  readonly failed: SubnetState['payments']['failed']
  readonly cancelled: SubnetState['payments']['cancelled']
  readonly next: NextStep
  /** When the clock calls next. */
  readonly due: { readonly at: number | null; readonly block: number | null }
}

interface LineageView {
  readonly parent: Parent | null
  /** How many forks of it were asked for in all. */
  readonly asked: number
  /** The latest last. */
  readonly forks: readonly AskedFork[]
}

interface RoundView {
  readonly round: number
  readonly target: Rao
  readonly raised: Rao
  readonly stage: FundingRound['stage']
  readonly loan: FundingRound['loan']
  readonly funders: readonly { readonly coldkey: string; readonly amount: Rao }[]
}

/** What is kept of it in a row: what it waits for is told by its race too, and so whenever it is asked for. */
export type KeptView = Omit<SubnetView, 'next'>

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
    escrow: idea.pots?.escrow ?? null,
    treasury: idea.pots?.treasury ?? null,
    hotkey: idea.pots?.hotkey ?? null,
    fee: idea.config.idea.fee,
    collateral: idea.config.idea.collateral,
    collateralFate: deposit.fate,
    bill: deposit.bill,
    paid: deposit.paid,
    refunds: state.refunds,
    slash: deposit.slash,
    linkCheck: state.link,
    disputes: state.disputes.map(viewDispute),
    target: funding?.target ?? idea.terms.target,
    ...viewFunding(state),
    ...viewMined(state),
    ...viewLineage(state),
    settled: payments.settled,
    failed: payments.failed,
    cancelled: payments.cancelled,
    next: nextStep(state),
    due: deadlines(state),
  }
}

function viewFunding({ funding }: SubnetState) {
  const further = furtherOf(funding).map(({ round, target, raised, stage, loan, contributions }) => ({
    round,
    target,
    raised,
    stage,
    loan,
    funders: fundersOf(contributions),
  }))
  return {
    raised: funding?.raised ?? (0n as Rao),
    funders: fundersOf(funding?.contributions ?? {}),
    loan: funding?.loan ?? null,
    fundingStage: funding?.stage ?? null,
    ...(further.length > 0 && { further }),
  }
}

const viewLineage = ({ fork: { parent, asked, last } }: SubnetState) => ({
  ...((parent || asked > 0) && { lineage: { parent, asked, forks: last } }),
})

const fundersOf = (contributions: FundingRound['contributions']) =>
  Object.entries(contributions).map(([coldkey, amount]) => ({ coldkey, amount }))
