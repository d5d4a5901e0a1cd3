import { accept, type Decision, type Occurrence, refuse } from '../decider.ts'
import { blocked } from '../errand/decide.ts'
import type { ErrandEvent } from '../errand/slice.ts'
import type { Outcome } from '../intent.ts'
import type { RoundLapsed } from '../mining/slice.ts'
import { keysOf } from '../subnet/keys.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { LaunchEvent, LaunchSlice, ReportMerge, ReportPlan, ReportRelease } from './slice.ts'

/** L1: the guaranteed head was merged, cannot be yet, or is not there any more: then the round is void. */
export function reportMerge(
  state: SubnetState,
  command: ReportMerge,
): Decision<LaunchEvent | ErrandEvent | RoundLapsed> {
  const { launch } = state
  if (!launch) return refuse('no-round')
  const { round, pull } = launch
  const { result, at, source } = command
  if (command.round !== round || launch.stage !== 'merging') return accept()
  if (result.ok) return accept({ type: 'ProposalMerged', round, pull, commit: result.commit, at, source })
  if (result.reason === 'gone') return accept({ type: 'RoundLapsed', round, why: 'not-merged', at, source })
  return accept(blocked(state, 'merge', result.reason, command))
}

export function reportRelease(
  state: SubnetState,
  command: ReportRelease,
): Decision<LaunchEvent | ErrandEvent> {
  const { launch } = state
  if (!launch) return refuse('no-round')
  const { result, at, source } = command
  if (command.round !== launch.round || launch.stage !== 'releasing') return accept()
  if (!result.ok) return accept(blocked(state, 'release', result.reason, command))
  return accept({ type: 'ArchitectureReleased', tag: result.tag, at, source })
}

/** The steps that are taken are those of the first plan that was made after the registration. */
export function reportPlan(state: SubnetState, command: ReportPlan): Decision<LaunchEvent> {
  const { launch } = state
  if (!launch) return refuse('no-round')
  const { round, steps, block, at, source } = command
  if (round !== launch.round || !isPlanWanted(launch)) return accept()
  return accept({ type: 'StepsPlanned', steps, block, at, source })
}

export const isPlanWanted = ({ stage, planBlock }: LaunchSlice): boolean =>
  stage === 'configuring' && planBlock === null

/** What a settled call means for the launch. */
export function launchNews(
  state: SubnetState,
  key: string,
  outcome: Outcome & { ok: true },
  when: Occurrence,
): LaunchEvent[] {
  const { launch } = state
  if (!launch) return []
  const keys = keysOf(state)
  if (key === keys.networkRegister && outcome.registered) {
    return [{ type: 'NetworkRegistered', netuid: outcome.registered.netuid, ...when }]
  }
  if (key === keys.chainStep(launch.done)) return [{ type: 'StepDone', done: launch.done + 1, ...when }]
  return key === keys.startCall ? [{ type: 'SubnetStarted', ...when }] : []
}
