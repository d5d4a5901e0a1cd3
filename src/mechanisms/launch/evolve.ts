import { withoutObstacle } from '../errand/evolve.ts'
import { currentRound, guaranteeOf } from '../mining/rounds.ts'
import type { Phase, SubnetState } from '../subnet/state.ts'
import type { LaunchEvent, LaunchSlice } from './slice.ts'

export function evolveLaunch(state: SubnetState, event: LaunchEvent): SubnetState {
  if (event.type === 'LaunchBegun') return begun(state, event)
  const { launch } = state
  if (!launch) return state
  const next = { ...state, phase: phaseAfter(state, event), launch: { ...launch, ...change(event, launch) } }
  if (event.type === 'ProposalMerged') return withoutObstacle(merged(next, event.pull), 'merge')
  if (event.type === 'ArchitectureReleased') return withoutObstacle(next, 'release')
  if (event.type !== 'SubnetStarted') return next
  return { ...next, probation: { startedAt: event.at, days: [], asked: 0, incidents: [], verdict: null } }
}

function begun(state: SubnetState, { round, limit }: LaunchEvent & { type: 'LaunchBegun' }): SubnetState {
  const guarantee = guaranteeOf(state, round)
  const rules = currentRound(state)?.rules
  const architecture = guarantee && state.proposals[guarantee.pull]?.reading?.architecture
  if (!guarantee || !rules || !architecture) return state
  const { pull, head, guarantor, paid } = guarantee
  const launch: LaunchSlice = {
    ...{ round, pull, head, guarantor, coldkey: paid.payer, rules, architecture, limit },
    ...{
      stage: 'merging',
      commit: null,
      tag: null,
      netuid: null,
      planBlock: null,
      done: 0,
      startsAt: null,
      startedAt: null,
    },
  }
  return { ...state, phase: 'launching', launch }
}

function phaseAfter({ phase }: SubnetState, { type }: LaunchEvent): Phase {
  if (type === 'PreparationBegun') return 'preparing'
  return type === 'SubnetStarted' ? 'probation' : phase
}

function change(
  event: Exclude<LaunchEvent, { type: 'LaunchBegun' }>,
  { architecture }: LaunchSlice,
): Partial<LaunchSlice> {
  switch (event.type) {
    case 'ProposalMerged':
      return { stage: 'releasing', commit: event.commit }
    case 'ArchitectureReleased':
      return { stage: 'registering', tag: event.tag }
    case 'NetworkRegistered':
      return { stage: 'configuring', netuid: event.netuid }
    case 'StepsPlanned':
      return { planBlock: event.block, architecture: { ...architecture, steps: event.steps } }
    case 'StepDone':
      return { done: event.done }
    case 'PreparationBegun':
      return { stage: 'preparing', startsAt: event.startsAt }
    case 'StartDue':
      return { stage: 'starting' }
    case 'SubnetStarted':
      return { stage: 'started', startedAt: event.at }
  }
}

function merged(state: SubnetState, pull: number): SubnetState {
  const proposal = state.proposals[pull]
  return proposal
    ? { ...state, proposals: { ...state.proposals, [pull]: { ...proposal, status: 'merged' } } }
    : state
}
