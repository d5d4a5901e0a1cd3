import type { Config } from '../../src/mechanisms/config.ts'
import type { Refusal } from '../../src/mechanisms/kernel/decision.ts'
import type { SubnetCommand, SubnetEvent, SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { stream } from './commands.ts'
import { type House, hand, openHouse } from './house.ts'
import { expectSmall } from './small.ts'

/** What came of a tale. */
export interface Told {
  readonly state: SubnetState
  readonly events: readonly SubnetEvent[]
  readonly refusals: readonly Refusal[]
  readonly notices: readonly Refusal[]
  readonly house: House
}

/** Has the rules decide on one command after the other about the first of all subnets, from nothing on. */
export function tell(commands: readonly SubnetCommand[], config: Config, subnet = stream()): Told {
  const house = openHouse()
  for (const command of commands) hand(house, subnet, command, config)
  for (const name of new Set(house.happened.map((one) => one.stream))) expectSmall(house.stream(name))
  const { happened, refusals, notices } = house
  const events = happened.map(({ event }) => event)
  return { state: house.state(subnet), events, refusals, notices, house }
}
