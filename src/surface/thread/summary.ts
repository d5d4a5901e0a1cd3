import { depositDeadline } from '../../mechanisms/deposit/decide.ts'
import { openDispute } from '../../mechanisms/dispute/decide.ts'
import { linkDue } from '../../mechanisms/subnet/deadlines.ts'
import { intents } from '../../mechanisms/subnet/intents.ts'
import { type MinedStep, minedStep } from '../../mechanisms/subnet/next-step.ts'
import { clip, type Markdown } from '../escape.ts'
import { renderPart } from '../template.ts'
import { challengerOf, type OpenedState, SHOWN, type ThreadFacts } from './facts.ts'
import { minedFacts } from './mined-facts.ts'
import { heldUp } from './waiting.ts'

/** Where an idea stands: the name of a template in `templates/comments/summary/`. */
type Situation =
  | 'link-wallet'
  | 'prepare-bill'
  | 'pay-deposit'
  | 'check-link'
  | 'mend-link'
  | 'open-loan'
  | 'contribute'
  | 'finalize-loan'
  | 'vote'
  | 'refund-funders'
  | 'return-collateral'
  | 'pay-slash'
  | MinedStep
  | 'unfunded'
  | 'slashed'
  | 'withdrawn'
  | 'expired'

function situationOf(state: OpenedState, facts: ThreadFacts): Situation {
  if (openDispute(state)) return 'vote'
  switch (state.phase) {
    case 'awaiting-deposit':
      return unpaid(state, facts)
    case 'checking':
      return state.link.failing ? 'mend-link' : 'check-link'
    case 'funding':
      return funding(state)
    case 'unfunded':
    case 'slashed':
      return windingUp(state, state.phase)
    default:
      return minedStep(state) ?? (state.idea.closedWhy === 'withdrawn' ? 'withdrawn' : 'expired')
  }
}

function unpaid({ idea, deposit }: OpenedState, facts: ThreadFacts): Situation {
  if (facts.coldkeys[idea.discoverer.id] === undefined) return 'link-wallet'
  return deposit.bill ? 'pay-deposit' : 'prepare-bill'
}

function funding({ funding }: OpenedState): Situation {
  if (!funding?.loan) return 'open-loan'
  return funding.met ? 'finalize-loan' : 'contribute'
}

function windingUp(state: OpenedState, phase: 'unfunded' | 'slashed'): Situation {
  const stage = state.funding?.stage
  if (stage === 'refunding' || stage === 'dissolving') return 'refund-funders'
  const owes = (family: string) => intents(state).some(({ key }) => key.startsWith(family))
  if (owes('collateral-return:')) return 'return-collateral'
  return owes('slash-') ? 'pay-slash' : phase
}

/** Where the idea stands, what happens next, when, and who can make it happen. */
export function summarize(state: OpenedState, facts: ThreadFacts): Markdown {
  const { idea, funding: loan } = state
  const { config, discoverer } = idea
  const dispute = openDispute(state)
  return renderPart(`comments/summary/${situationOf(state, facts)}`, {
    phase: state.phase,
    discoverer: clip(discoverer.login, SHOWN.login),
    fee: config.idea.fee,
    collateral: config.idea.collateral,
    depositBy: depositDeadline(idea),
    depositWithin: config.idea.depositDeadline,
    linkBy: linkDue(state),
    linkWithin: config.idea.linkDeadline,
    recheckEvery: config.link.recheckEvery,
    closedWhy: idea.closedWhy,
    heldUp: heldUp(state, facts).length > 0,
    target: loan?.target ?? idea.terms.target,
    raised: loan?.raised ?? 0n,
    fundingFor: loan?.duration ?? config.funding.duration,
    endBlock: loan?.loan?.endBlock,
    challenger: clip(challengerOf(state), SHOWN.login),
    challengerLinked: facts.coldkeys[state.deposit.slash?.challenger ?? 0] !== undefined,
    ...minedFacts(state, facts),
    dispute: dispute && { ...dispute, challenger: clip(dispute.challenger.login, SHOWN.login) },
  })
}
