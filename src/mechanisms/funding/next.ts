import type { Next } from '../kernel/family.ts'
import type { FundingShape } from './slice.ts'

export const fundingNext: Next<FundingShape> = ({ phase, funding }) => {
  if (phase === 'funding') {
    if (funding?.stage === 'opening') return 'open-loan'
    return funding?.met ? 'finalize-loan' : 'contribute'
  }
  const isOver = phase === 'unfunded' || phase === 'slashed'
  const isReturning = funding?.stage === 'refunding' || funding?.stage === 'dissolving'
  return isOver && isReturning ? 'refund-funders' : null
}
