import { clip, type Markdown } from '../github/escape.ts'
import { type OpenedState, SHOWN, type ThreadFacts } from '../github/facts.ts'
import { renderPart } from '../github/template.ts'
import type { DepositPurpose } from '../mechanisms/deposit/slice.ts'
import { openDispute } from '../mechanisms/dispute/verdict.ts'
import { depositDeadline, linkDue } from '../mechanisms/idea/due.ts'
import { intents } from '../mechanisms/subnet/intents.ts'
import { type NextStep, nextStep } from '../mechanisms/subnet/next-step.ts'
import { challengerOf } from './dispute/challenger.ts'
import type { SubnetStep } from './kit/outside.ts'
import { templatesIn } from './kit/words.ts'
import { minedFacts } from './mined-facts.ts'
import { stepNames } from './words.ts'

/** Where an idea stands: the next step, or what a thread tells more closely than the rules. */
type Situation = keyof typeof summaries

export const summaries = {
  ...stepNames,
  ...templatesIn('deposit/summary', 'link-wallet', 'prepare-bill', 'expired'),
  ...templatesIn('dispute/summary', 'slashed', 'pay-slash'),
  ...templatesIn('funding/summary', 'unfunded'),
  ...templatesIn('idea/summary', 'withdrawn'),
} satisfies Readonly<Record<SubnetStep, string>>

/** What a summary says besides the state. */
export type SummaryFacts = Pick<ThreadFacts, 'coldkeys' | 'github' | 'missing'>

function situationOf(state: OpenedState, facts: SummaryFacts): Situation {
  const step = nextStep(state)
  if (step === 'pay-deposit') return unpaid(state, facts)
  return step === 'nothing' ? ended(state) : step
}

function unpaid({ idea, deposit }: OpenedState, facts: SummaryFacts): Situation {
  if (facts.coldkeys[idea.discoverer.id] === undefined) return 'link-wallet'
  return deposit.bill ? 'pay-deposit' : 'prepare-bill'
}

function ended(state: OpenedState): Situation {
  const { phase, idea } = state
  if (phase !== 'unfunded' && phase !== 'slashed') {
    return idea.closedWhy === 'withdrawn' ? 'withdrawn' : 'expired'
  }
  return intents(state).some(({ purpose }) => SLASHES.includes(purpose.kind)) ? 'pay-slash' : phase
}

const SLASHES: readonly string[] = ['slash-reward', 'slash-sink'] satisfies DepositPurpose['kind'][]

/** Whether the summary says who is linked. Elsewhere nobody has to be looked up for it. */
export function speaksOfLinks(state: OpenedState): boolean {
  const step = nextStep(state)
  return LINKED.includes(step) || (step === 'nothing' && ended(state) === 'pay-slash')
}

/** Whether the summary says what an errand lacks. */
export const speaksOfMissing = (state: OpenedState): boolean => nextStep(state) === 'count-round'

const LINKED: readonly NextStep[] = ['pay-deposit', 'accept-invitation']

/** What is to do now and by whom, then where the idea stands, what happens next and when. `isHeldUp`: whether a payment or call waits for something. */
export function summarize(state: OpenedState, facts: SummaryFacts, isHeldUp: boolean): Markdown {
  const { idea, funding: loan } = state
  const { config, discoverer } = idea
  const dispute = openDispute(state)
  return renderPart(summaries[situationOf(state, facts)], {
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
    heldUp: isHeldUp,
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
