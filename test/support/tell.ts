import type { Config } from '../../src/mechanisms/config.ts'
import type { Refusal } from '../../src/mechanisms/decider.ts'
import type { SubnetCommand, SubnetEvent, SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { subnet } from '../../src/mechanisms/subnet/subnet.ts'
import { initialSubnet } from './commands.ts'

/** What came of a tale. */
export interface Told {
  readonly state: SubnetState
  readonly events: readonly SubnetEvent[]
  readonly refusals: readonly Refusal[]
}

/** Has the rules decide on one command after the other, from nothing on. */
export function tell(commands: readonly SubnetCommand[], config: Config): Told {
  let state = initialSubnet
  const events: SubnetEvent[] = []
  const refusals: Refusal[] = []
  for (const command of commands) {
    const decision = subnet.decide(state, command, config)
    if (decision.refusal) refusals.push(decision.refusal)
    events.push(...(decision.events ?? []))
    state = (decision.events ?? []).reduce(subnet.evolve, state)
  }
  return { state, events, refusals }
}
