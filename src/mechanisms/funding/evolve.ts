import { type Rao, rao } from '../money.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { FundingEvent, FundingOpened, FundingSlice } from './slice.ts'

export function evolveFunding(state: SubnetState, event: FundingEvent): SubnetState {
  if (event.type === 'FundingOpened') return { ...state, phase: 'funding', funding: opened(event) }
  if (!state.funding) return state
  const funding = evolveSlice(state.funding, event)
  if (event.type === 'FundingFinalized') return { ...state, phase: 'minable', funding }
  if (event.type === 'FundingEnded' && event.why === 'time') return { ...state, phase: 'unfunded', funding }
  return { ...state, funding }
}

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

function evolveSlice(funding: FundingSlice, event: Exclude<FundingEvent, FundingOpened>): FundingSlice {
  switch (event.type) {
    case 'LoanCreated':
      return {
        ...funding,
        // The loan was called off while its creation was under way.
        stage: funding.stage === 'cancelled' ? 'dissolving' : 'open',
        loan: { id: event.loan, endBlock: event.endBlock },
      }
    case 'ContributionCounted':
      return moved(funding, event.coldkey, event.amount)
    case 'ContributionWithdrawn':
      return moved(funding, event.coldkey, -event.amount)
    case 'TargetMet':
      return { ...funding, met: true }
    case 'FundingFinalized':
      return { ...funding, stage: 'finalized' }
    case 'FundingEnded':
      return { ...funding, stage: ended(funding) }
    case 'FundersRefunded':
      return refunded(funding, event.all)
    case 'LoanDissolved':
      return { ...funding, stage: 'dissolved' }
  }
}

function moved(funding: FundingSlice, coldkey: string, amount: bigint): FundingSlice {
  const { [coldkey]: before = rao(0n), ...others } = funding.contributions
  // The chain lets nobody take out more than is in; if it ever seemed so, the sum must still be that of the parts.
  const held = rao(before + amount > 0n ? before + amount : 0n)
  const contributions = held > 0n ? { ...others, [coldkey]: held } : others
  const raised = rao(funding.raised + held - before)
  return {
    ...funding,
    contributions,
    raised,
    met: funding.met && raised >= funding.target,
    stage: stageAfter(funding, raised),
  }
}

/** Whoever contributes to a loan that is being wound up is refunded too; when all have left, it can be dissolved. */
function stageAfter({ stage }: FundingSlice, raised: Rao): FundingSlice['stage'] {
  if (stage === 'dissolving' && raised > 0n) return 'refunding'
  if (stage === 'refunding' && raised <= 0n) return 'dissolving'
  return stage
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
