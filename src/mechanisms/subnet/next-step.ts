import { openDispute } from '../dispute/verdict.ts'
import { currentRound } from '../mining/rounds.ts'
import type { Round } from '../mining/slice.ts'
import { intents } from './intents.ts'
import { keysOf } from './keys.ts'
import type { SubnetState } from './state.ts'

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
  | MinedStep
  | 'nothing'

/** What happens next once an idea is funded. */
export type MinedStep =
  | 'make-home'
  | 'mine-architecture'
  | 'count-round'
  | 'accept-invitation'
  | 'prepare-guarantee-bill'
  | 'pay-guarantee'
  | 'merge-proposal'
  | 'release-architecture'
  | 'register-network'
  | 'configure-subnet'
  | 'get-ready'
  | 'start-subnet'
  | 'stand-probation'
  | 'pay-guarantor'
  | 'slash-guarantor'
  | 'live'
  | 'failed'

export function nextStep(state: SubnetState): NextStep {
  if (openDispute(state)) return 'vote'
  switch (state.phase) {
    case 'awaiting-deposit':
      return 'pay-deposit'
    case 'checking':
      return state.link.failing ? 'mend-link' : 'check-link'
    case 'funding':
      return nextFundingStep(state)
    case 'unfunded':
    case 'slashed':
      return windingUp(state)
    default:
      return minedStep(state) ?? 'nothing'
  }
}

/** Null where the idea is not funded. */
function minedStep(state: SubnetState): MinedStep | null {
  switch (state.phase) {
    case 'minable':
      return state.home ? roundStep(currentRound(state)) : 'make-home'
    case 'launching':
    case 'preparing':
      return launchStep(state)
    case 'probation':
      return 'stand-probation'
    case 'live':
      return isPaidOut(state) ? 'live' : 'pay-guarantor'
    case 'failed':
      return isPaidOut(state) ? 'failed' : 'slash-guarantor'
    default:
      return null
  }
}

function roundStep(round: Round | undefined): MinedStep {
  if (round?.stage === 'counting') return 'count-round'
  if (round?.stage !== 'invited') return 'mine-architecture'
  if (!round.invitation?.coldkey) return 'accept-invitation'
  return round.invitation.bill ? 'pay-guarantee' : 'prepare-guarantee-bill'
}

const LAUNCH_STEPS = {
  merging: 'merge-proposal',
  releasing: 'release-architecture',
  registering: 'register-network',
  configuring: 'configure-subnet',
  preparing: 'get-ready',
  starting: 'start-subnet',
  started: 'stand-probation',
} as const

const launchStep = ({ launch }: SubnetState): MinedStep =>
  launch ? LAUNCH_STEPS[launch.stage] : 'mine-architecture'

/** Whether collateral and bounty have arrived, or the slashed collateral has. */
function isPaidOut(state: SubnetState): boolean {
  const { settled } = state.payments
  const keys = keysOf(state)
  const round = state.launch?.round ?? 0
  if (state.phase === 'failed') return settled[keys.guaranteeSlash(round)] !== undefined
  const bounty = state.launch?.rules.probation.bountyBasisPoints === 0 || settled[keys.bounty] !== undefined
  return bounty && settled[keys.guaranteeReturn(round)] !== undefined
}

function nextFundingStep({ funding }: SubnetState): NextStep {
  if (funding?.stage === 'opening') return 'open-loan'
  return funding?.met ? 'finalize-loan' : 'contribute'
}

function windingUp(state: SubnetState): NextStep {
  const stage = state.funding?.stage
  if (stage === 'refunding' || stage === 'dissolving') return 'refund-funders'
  const { collateralReturn } = keysOf(state)
  return intents(state).some(({ key }) => key === collateralReturn) ? 'return-collateral' : 'nothing'
}
