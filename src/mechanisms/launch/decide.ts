import { errandBlocked } from '../errand/obstacles.ts'
import { accept, refuse } from '../kernel/decision.ts'
import type { Decided, View, Wide } from '../kernel/family.ts'
import { limitOf } from './amounts.ts'
import type {
  BeginLaunch,
  LaunchShape,
  LaunchSlice,
  ReportMerge,
  ReportPlan,
  ReportRelease,
  VoidLaunch,
} from './slice.ts'

type State = View<LaunchShape>

/** L1: a paid guarantee begins the launch, with the architecture that was read of the guaranteed head. */
export function beginLaunch(state: Wide<LaunchShape>, command: BeginLaunch): Decided<LaunchShape> {
  const architecture = state.proposal?.reading?.architecture
  if (state.launch || state.phase !== 'minable' || !architecture) return accept()
  return accept({ ...command, type: 'LaunchBegun', architecture, limit: limitOf(state, command.rules) })
}

/** Only what has merged nothing yet falls with its round. */
export function voidLaunch({ launch }: State, command: VoidLaunch): Decided<LaunchShape> {
  if (launch?.round !== command.round || launch.stage !== 'merging') return accept()
  return accept({ ...command, type: 'LaunchVoided' })
}

/** L1: the guaranteed head was merged, cannot be yet, or is not there any more: then the round is void. */
export function reportMerge(state: State, command: ReportMerge): Decided<LaunchShape> {
  const { launch } = state
  if (!launch) return refuse('no-round')
  const { round, pull } = launch
  const { result, at, source } = command
  if (command.round !== round || launch.stage !== 'merging') return accept()
  if (result.ok) return accept({ type: 'ProposalMerged', round, pull, commit: result.commit, at, source })
  if (result.reason === 'gone') return accept({ type: 'LaunchVoided', round, why: 'not-merged', at, source })
  return accept(errandBlocked(state, 'merge', result.reason, command, result.said))
}

export function reportRelease(state: State, command: ReportRelease): Decided<LaunchShape> {
  const { launch } = state
  if (!launch) return refuse('no-round')
  const { result, at, source } = command
  if (command.round !== launch.round || launch.stage !== 'releasing') return accept()
  if (!result.ok) return accept(errandBlocked(state, 'release', result.reason, command, result.said))
  return accept({ type: 'ArchitectureReleased', tag: result.tag, at, source })
}

/** The steps that are taken are those of the first plan that was made after the registration. */
export function reportPlan(state: State, command: ReportPlan): Decided<LaunchShape> {
  const { launch } = state
  if (!launch) return refuse('no-round')
  const { round, steps, block, epochs, at, source } = command
  if (round !== launch.round || !isPlanWanted(launch)) return accept()
  return accept({ type: 'StepsPlanned', steps, block, ...(epochs && { epochs }), at, source })
}

export const isPlanWanted = ({ stage, planBlock }: LaunchSlice): boolean =>
  stage === 'configuring' && planBlock === null
