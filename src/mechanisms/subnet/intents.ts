import type { Intent } from '../intent.ts'
import { askEach } from './parts.ts'
import type { SubnetState } from './state.ts'

/** What should move now and has not yet. */
export const intents = (state: SubnetState): Intent[] =>
  wished(state).filter(({ key }) => !isCancelled(state, key))

/** What would move now, had the operator not cancelled it. */
export const cancelledIntents = (state: SubnetState): Intent[] =>
  wished(state).filter(({ key }) => isCancelled(state, key))

const wished = (state: SubnetState): Intent[] =>
  askEach(state, (rules, own) => rules.wished(own), 'whole').flat()

const isCancelled = ({ payments }: SubnetState, key: string): boolean => payments.cancelled[key] !== undefined
