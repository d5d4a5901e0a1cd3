import { START } from '../../../../test/support/commands.ts'
import { key } from '../../../../test/support/mined-commands.ts'
import { minedTales, nearing } from '../../../../test/support/mined-tales.ts'
import { slowConfig, slowly } from '../../../../test/support/slow.ts'
import { tales } from '../../../../test/support/tales.ts'
import { encode } from '../../../ledger/json.ts'
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

type Life = readonly [name: string, commands: readonly SubnetCommand[], config: Config]

/** Whole lives: those of `test/support`, and those that the situations of the golden files tell. */
export const lives: readonly Life[] = [
  ...Object.entries(tales).map(([name, tale]) => [name, tale, defaultConfig] as const),
  ...Object.entries(situations).map(([name, told]) => [name, told.commands, defaultConfig] as const),
  ...Object.entries(minedTales).map(([name, tale]) => [name, slowly(tale), slowConfig] as const),
  ...Object.entries(nearing).map(([name, tale]) => [name, slowly(tale), slowConfig] as const),
  ['registration-given-up', slowly(givenUp), slowConfig],
  ...Object.entries(checks).map(([name, [tale]]) => [name, slowly(tale), slowConfig] as const),
  ...Object.entries(minedSituations).map(
    ([name, told]) => [name, slowly(told.commands), slowConfig] as const,
  ),
]

const said = new Map(lives.map((life) => [life, life[1].map((command) => encode(command))]))

/** With how many commands both begin. */
function shared(one: Life, other: Life): number {
  if (one[2] !== other[2]) return 0
  const [ones = [], others = []] = [said.get(one), said.get(other)]
  const differs = ones.findIndex((text, place) => text !== others[place])
  return differs === -1 ? ones.length : differs
}

/** Those that are not the beginning of another: what is held of each step of a life is held of its beginnings. */
export const longestLives: readonly Life[] = lives.filter((life, place) =>
  lives.every((other, at) => {
    const isWithin = life !== other && shared(life, other) === life[1].length
    return !isWithin || (other[1].length === life[1].length && at > place)
  }),
)

/** How many of a life's first commands an earlier one of them begins with too: the rules make the same of them. */
export function knownOf(life: Life): number {
  const earlier = longestLives.slice(0, longestLives.indexOf(life))
  return Math.max(0, ...earlier.map((other) => shared(life, other)))
}
