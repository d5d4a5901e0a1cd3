import { accept, type Decision, refuse } from '../decider.ts'
import { blocked } from '../errand/obstacles.ts'
import type { ErrandBlocked } from '../errand/slice.ts'
import type { View } from '../kernel/family.ts'
import type { RoundLapsed } from '../mining/slice.ts'
import type {
  LaunchEvent,
  LaunchShape,
  LaunchSlice,
  ReportMerge,
  ReportPlan,
  ReportRelease,
} from './slice.ts'

type State = View<LaunchShape>

/** L1: the guaranteed head was merged, cannot be yet, or is not there any more: then the round is void. */
export function reportMerge(
  state: State,
  command: ReportMerge,
): Decision<LaunchEvent | ErrandBlocked | RoundLapsed> {
  const { launch } = state
  if (!launch) return refuse('no-round')
  const { round, pull } = launch
  const { result, at, source } = command
  if (command.round !== round || launch.stage !== 'merging') return accept()
  if (result.ok) return accept({ type: 'ProposalMerged', round, pull, commit: result.commit, at, source })
  if (result.reason === 'gone') return accept({ type: 'RoundLapsed', round, why: 'not-merged', at, source })
  return accept(blocked(state, 'merge', result.reason, command))
}

export function reportRelease(state: State, command: ReportRelease): Decision<LaunchEvent | ErrandBlocked> {
  const { launch } = state
  if (!launch) return refuse('no-round')
  const { result, at, source } = command
  if (command.round !== launch.round || launch.stage !== 'releasing') return accept()
  if (!result.ok) return accept(blocked(state, 'release', result.reason, command))
  return accept({ type: 'ArchitectureReleased', tag: result.tag, at, source })
}

/** The steps that are taken are those of the first plan that was made after the registration. */
export function reportPlan(state: State, command: ReportPlan): Decision<LaunchEvent> {
  const { launch } = state
  if (!launch) return refuse('no-round')
  const { round, steps, block, at, source } = command
  if (round !== launch.round || !isPlanWanted(launch)) return accept()
  return accept({ type: 'StepsPlanned', steps, block, at, source })
}

export const isPlanWanted = ({ stage, planBlock }: LaunchSlice): boolean =>
  stage === 'configuring' && planBlock === null
