import type { Section } from '../../github/section.ts'
import { progressBar } from '../../github/words.ts'
import { targetFor } from '../../mechanisms/launch/affordable.ts'
import { leftOf, registrationLimit } from '../../mechanisms/launch/amounts.ts'
import { isGone, registerWithin } from '../../mechanisms/launch/returning.ts'
import type { LaunchSlice } from '../../mechanisms/launch/slice.ts'
import { rao } from '../../mechanisms/money.ts'
import type { Phase } from '../../mechanisms/subnet/state.ts'

/** While it matters what a network costs. */
export const BEFORE_REGISTRATION = [
  'awaiting-deposit',
  'checking',
  'funding',
  'minable',
  'launching',
] as const satisfies readonly Phase[]

/** Of a state, and of what is kept of it for pages. */
export const isBeforeRegistration = ({
  phase,
  launch,
}: {
  readonly phase: Phase
  readonly launch: Pick<LaunchSlice, 'netuid' | 'stage'> | null
}): boolean =>
  (BEFORE_REGISTRATION as readonly Phase[]).includes(phase) &&
  (launch?.netuid ?? null) === null &&
  !isGone(launch)

/** What registering costs now, what of the target is left for it, and what can be done where that is too little. */
export const costSection: Section<'cost'> = {
  template: 'launch/section/cost',
  events: [
    'IdeaOpened',
    'IdeaRevised',
    'IdeaClosed',
    'DepositAccepted',
    'CollateralSlashed',
    'FundingOpened',
    'ContributionCounted',
    'ContributionWithdrawn',
    'FundingFinalized',
    'FundingEnded',
    'LaunchBegun',
    'LaunchVoided',
    'ReturnDue',
    'NetworkRegistered',
    'SubnetDissolved',
  ],
  reads: ['cost'],
  fill(state, { cost }) {
    const { idea, funding, launch, phase } = state
    if (!cost || !isBeforeRegistration(state)) return null
    const target = funding?.target ?? idea.terms.target
    const left = registrationLimit(state)
    const { lockCostLimit } = (launch?.rules ?? idea.config).launch
    const needed = targetFor(cost.amount, idea.config)
    return {
      phase,
      cost: cost.amount,
      block: cost.block,
      target,
      left,
      limit: lockCostLimit,
      isEnough: left >= cost.amount,
      needed,
      most: idea.config.funding.maximumTarget,
      within: registerWithin(state),
      covered: progressBar(leftOf(funding?.raised ?? rao(0n), idea.config), cost.amount).percent,
      whole: progressBar(left, cost.amount).percent,
    }
  },
}
