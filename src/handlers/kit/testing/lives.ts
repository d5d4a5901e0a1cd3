import { START } from '../../../../test/support/commands.ts'
import { key } from '../../../../test/support/mined-commands.ts'
import { minedTales } from '../../../../test/support/mined-tales.ts'
import { slowConfig, slowly } from '../../../../test/support/slow.ts'
import { tales } from '../../../../test/support/tales.ts'
import { type Config, defaultConfig } from '../../../mechanisms/config.ts'
import type { SubnetCommand } from '../../../mechanisms/subnet/state.ts'
import { checks } from './mined.ts'
import { minedSituations } from './mined-situations.ts'
import { situations } from './situations.ts'

const operator = {
  operator: 'olga',
  reason: 'The node was down.',
  source: { kind: 'operator', name: 'olga' },
} as const
const register = key('network-register')

/** An operator gives a registration up, and takes that back. */
const givenUp: readonly SubnetCommand[] = [
  ...minedTales.registering,
  { type: 'CancelIntent', key: register, at: START + 1_350, ...operator },
  { type: 'RetryIntent', key: register, at: START + 1_360, ...operator },
]

/** Whole lives: those of `test/support`, and those that the situations of the golden files tell. */
export const lives: readonly (readonly [string, readonly SubnetCommand[], Config])[] = [
  ...Object.entries(tales).map(([name, tale]) => [name, tale, defaultConfig] as const),
  ...Object.entries(situations).map(([name, told]) => [name, told.commands, defaultConfig] as const),
  ...Object.entries(minedTales).map(([name, tale]) => [name, slowly(tale), slowConfig] as const),
  ['registration-given-up', slowly(givenUp), slowConfig],
  ...Object.entries(checks).map(([name, [tale]]) => [name, slowly(tale), slowConfig] as const),
  ...Object.entries(minedSituations).map(
    ([name, told]) => [name, slowly(told.commands), slowConfig] as const,
  ),
]
