import type { Markdown } from '../../github/escape.ts'
import { type OpenedState, SHOWN, type ThreadFacts, walletApp } from '../../github/facts.ts'
import { renderPart } from '../../github/template.ts'
import { progressBar } from '../../github/words.ts'
import { capOf } from '../../mechanisms/funding/decide.ts'
import type { FundingSlice } from '../../mechanisms/funding/slice.ts'

/** How full the crowdloan is and how to contribute; afterwards, where the TAO went. */
export function fundingSection(state: OpenedState, facts: ThreadFacts): Markdown | null {
  const { funding } = state
  if (!funding || funding.stage === 'opening') return null
  const loan = { loan: funding.loan?.id, raised: funding.raised, treasury: state.idea.pots.treasury }
  const funderCount = Object.keys(funding.contributions).length
  if (funding.stage === 'finalized') return renderPart('comments/section/raised', { ...loan, funderCount })
  if (funding.stage === 'open') return openSection(state, funding, facts)
  const { stage, refundCalls } = funding
  return renderPart('comments/section/refunding', { ...loan, stage, funderCount, refundCalls })
}

function openSection({ idea }: OpenedState, funding: FundingSlice, facts: ThreadFacts): Markdown {
  const funders = Object.entries(funding.contributions)
    .map(([coldkey, amount]) => ({ coldkey, amount }))
    .toSorted(largestFirst)
  const shown = funders.slice(0, SHOWN.items)
  return renderPart('comments/section/funding', {
    ...progressBar(funding.raised, funding.target),
    raised: funding.raised,
    target: funding.target,
    deposit: funding.deposit,
    minimumContribution: funding.minimumContribution,
    cap: capOf(funding),
    loan: funding.loan?.id,
    endBlock: funding.loan?.endBlock,
    treasury: idea.pots.treasury,
    issue: idea.issue,
    extrinsics: walletApp(facts.node, 'extrinsics'),
    funders: shown,
    funderCount: funders.length,
    more: funders.length - shown.length,
  })
}

interface Funder {
  readonly coldkey: string
  readonly amount: bigint
}

/** The same order whatever order the contributions came in. */
function largestFirst(a: Funder, b: Funder): number {
  if (a.amount !== b.amount) return a.amount > b.amount ? -1 : 1
  return a.coldkey < b.coldkey ? -1 : 1
}
