import type { Intent } from '../intent.ts'
import { race } from './race.ts'
import type { SubnetState } from './state.ts'
import { subnet } from './subnet.ts'

/** What should move now and has not yet. */
export const intents = (state: SubnetState): Intent[] =>
  wished(state).filter(({ key }) => !state.payments.cancelled[key])

/** What would move now, had the operator not cancelled it. */
export const cancelledIntents = (state: SubnetState): Intent[] =>
  wished(state).filter(({ key }) => state.payments.cancelled[key])

/** By key, for a refund of the race is shown with those of the deposit. */
function wished(state: SubnetState): Intent[] {
  const both = [...subnet.wished(state), ...race.wished(state.race)]
  return [...new Map(both.map((intent) => [intent.key, intent])).values()]
}
