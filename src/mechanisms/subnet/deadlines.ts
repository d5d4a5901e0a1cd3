import { earliest } from '../kernel/due.ts'
import type { Due } from '../kernel/family.ts'
import { askEach } from './parts.ts'
import type { SubnetState } from './state.ts'

/** When the clock has to call for a subnet, its race or its tasks. */
export const deadlines = (state: SubnetState): Due =>
  earliest(askEach(state, (rules, own) => rules.due(own), 'whole'))
