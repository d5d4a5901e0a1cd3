import { accept, type Decision, refuse } from '../decider.ts'
import { blocked } from '../errand/decide.ts'
import type { ErrandEvent } from '../errand/slice.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { HomeEvent, ReportHome } from './slice.ts'

/** A1: the first repository that is reported is the subnet's home for good. */
export function reportHome(state: SubnetState, command: ReportHome): Decision<HomeEvent | ErrandEvent> {
  if (!state.idea) return refuse('no-idea')
  if (state.home || state.phase !== 'minable') return accept()
  const { result, at, source } = command
  if (!result.ok) return accept(blocked(state, 'home', result.obstacle, command))
  const { repository, installation } = result
  return accept({ type: 'HomeMade', repository, installation, at, source })
}
