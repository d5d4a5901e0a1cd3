import { withoutObstacle } from '../errand/evolve.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { HomeEvent } from './slice.ts'

export const evolveHome = (state: SubnetState, { repository, installation }: HomeEvent): SubnetState => ({
  ...withoutObstacle(state, 'home'),
  home: { repository, installation },
})
