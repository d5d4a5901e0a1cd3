import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import schema from '../../../schemas/config.schema.json' with { type: 'json' }
import { slowConfig } from '../../../test/support/slow.ts'
import { encode } from '../../ledger/json.ts'
import { type Config, defaultConfig } from '../../mechanisms/config.ts'
import { rao } from '../../mechanisms/money.ts'
import { parseConfig } from './config.ts'
import { settingsInForce } from './in-force.ts'

const other: Config = {
  ...defaultConfig,
  idea: { ...defaultConfig.idea, fee: rao(1_234_567_890n), linkDeadline: 45_000 },
  link: { allowedHosts: ['a.example', 'b.example'], recheckEvery: 3_600_000 },
  discoverer: { reward: 'dividend', shareBasisPoints: 25 },
  scoring: {
    ...defaultConfig.scoring,
    validators: { kind: 'team', organization: 'riverbed', team: 'validators' },
    rubric: [{ id: 'whole', weight: 7 }],
  },
  mining: { ...defaultConfig.mining, leastGrade: 3_000 },
  launch: { ...defaultConfig.launch, lockCostLimit: rao(5_000_000_000n) },
}
/** Lists and groups are shown with commas. */
const flowOf = (value: string) =>
  value.includes(': ') ? `{ ${value} }` : value.includes(', ') ? `[${value}]` : JSON.stringify(value)
const all = (config: Config) => settingsInForce(config).flatMap(({ settings }) => settings)

test('every setting of the file is shown, under the name by which the ledger knows it', () => {
  const names = Object.entries<{ properties: object }>(schema.properties).flatMap(([group, { properties }]) =>
    Object.keys(properties).map((name) => `${group}.${name}`),
  )
  const shown = all(defaultConfig)
  expect(shown.map(({ name }) => name)).toEqual(names)
  const kept = Object.entries<object>({
    ...defaultConfig,
    mining: { ...defaultConfig.mining, leastGrade: 0 },
  })
  const keys = kept.flatMap(([group, settings]) =>
    group === 'feeSink' ? [group] : Object.keys(settings).map((name) => `${group}.${name}`),
  )
  expect(shown.map(({ key }) => key).toSorted()).toEqual(keys.toSorted())
})

test.each([
  ['the defaults', defaultConfig],
  ['other settings', other],
] as const)('a file with what is shown of %s means the same', (_, config) => {
  const file: Record<string, Record<string, unknown>> = {}
  for (const { name, value } of all(config)) {
    const [group = '', key = ''] = name.split('.')
    file[group] = { ...file[group], [key]: parse(flowOf(value)) }
  }
  const parsed = parseConfig(stringify(file))
  expect(parsed.ok && encode(parsed.config)).toBe(encode(config))
})

test('what a market has changed is told from the defaults', () => {
  expect(all(defaultConfig).every(({ isDefault }) => isDefault)).toBe(true)
  const changed = all(other).filter(({ isDefault }) => !isDefault)
  expect(changed.map(({ name }) => name)).toEqual([
    'idea.fee',
    'idea.link_deadline',
    'link.allowed_hosts',
    'link.recheck',
    'discoverer.reward',
    'discoverer.share',
    'scoring.validators',
    'scoring.rubric',
    'mining.least_grade',
    'launch.lock_cost_limit',
  ])
  expect(all(slowConfig).every(({ key, value }) => key !== '' && value !== '')).toBe(true)
})
