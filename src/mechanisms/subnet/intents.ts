import type { Intent } from '../intent.ts'
import { type SubnetState, subnet } from './subnet.ts'

/** What should move now and has not yet: a function of the state alone. */
export const intents = (state: SubnetState): Intent[] =>
  subnet.wished(state).filter(({ key }) => !state.payments.cancelled[key])

/** What would move now, had the operator not cancelled it. */
export const cancelledIntents = (state: SubnetState): Intent[] =>
  subnet.wished(state).filter(({ key }) => state.payments.cancelled[key])
