import type { Intent } from '../intent.ts'
import { team } from '../team/team.ts'
import { race } from './race.ts'
import type { SubnetState } from './state.ts'
import { subnet } from './subnet.ts'

type Streams = Pick<SubnetState, 'life' | 'race' | 'crew'>

/** What should move now and has not yet. */
export const intents = (state: Streams): Intent[] =>
  wished(state).filter(({ key }) => !isCancelled(state, key))

/** What would move now, had the operator not cancelled it. */
export const cancelledIntents = (state: Streams): Intent[] =>
  wished(state).filter(({ key }) => isCancelled(state, key))

const wished = ({ life, race: mining, crew }: Streams): Intent[] => [
  ...subnet.wished(life),
  ...race.wished(mining),
  ...team.wished(crew),
]

const isCancelled = ({ life, race: mining, crew }: Streams, key: string): boolean =>
  [life, mining, crew].some(({ payments }) => payments.cancelled[key] !== undefined)
