import type { Config } from '../../src/mechanisms/config.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { DAY, START } from './commands.ts'
import { minedConfig } from './mined-commands.ts'

/** How much slower people live than the tales: what takes them 100 ms takes a day here. */
const SLOWER = DAY / 100

/** `minedConfig` at the pace of people: rounds of 10 days, a probation of 4. */
export const slowConfig: Config = {
  ...minedConfig,
  mining: {
    ...minedConfig.mining,
    roundLength: minedConfig.mining.roundLength * SLOWER,
    guaranteeDeadline: minedConfig.mining.guaranteeDeadline * SLOWER,
  },
  launch: { ...minedConfig.launch, preparation: minedConfig.launch.preparation * SLOWER },
  probation: { ...minedConfig.probation, day: minedConfig.probation.day * SLOWER },
  team: { ...minedConfig.team, immunity: minedConfig.team.immunity * SLOWER },
}

/** A tale told at that pace. */
export const slowly = <Command extends SubnetCommand>(tale: readonly Command[]): Command[] =>
  tale.map((command) => ({
    ...command,
    ...('length' in command && { length: command.length * SLOWER }),
    at: START + (command.at - START) * SLOWER,
  }))
