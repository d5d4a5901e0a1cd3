import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import schema from '../../../schemas/architecture.schema.json' with { type: 'json' }
import {
  HYPERPARAMETERS,
  type HyperparameterType,
  ROOT_ONLY,
  SUPERSEDED,
} from '../../mechanisms/architecture/hyperparameters.ts'
import { formatValue } from '../../mechanisms/architecture/values.ts'
import { parseHyperparameter, readValue } from './hyperparameter.ts'

interface Property {
  readonly description: string
  readonly type?: readonly string[] | string
  readonly enum?: readonly string[]
  readonly hyperparameter?: string
  readonly items?: { readonly hyperparameter: string }
  readonly examples: readonly unknown[]
}

const properties: Readonly<Record<string, Property>> = schema.properties.hyperparameters.properties

const TYPES: Readonly<Record<Exclude<HyperparameterType['kind'], 'choice'>, string | string[]>> = {
  integer: ['integer', 'string'],
  tao: ['number', 'string'],
  fixed: ['number', 'string'],
  boolean: ['boolean', 'string'],
  pair: 'array',
}

describe('the schema of architecture.yaml knows every hyperparameter, and says what it is', () => {
  test('in the order in which they are set', () => {
    expect(Object.keys(properties)).toEqual(Object.keys(HYPERPARAMETERS))
  })

  test.each(Object.entries(HYPERPARAMETERS))('%s', (name, { type }) => {
    const property = properties[name]
    expect(property?.description).toMatch(/^[A-Z`].*\.$/)
    expect(property?.hyperparameter ?? property?.items?.hyperparameter).toBe(name)
    if (type.kind === 'choice') expect(property?.enum).toEqual(type.choices)
    else expect(property?.type).toEqual(TYPES[type.kind])
    for (const example of property?.examples ?? []) {
      const written = Array.isArray(example) ? example.map(String) : String(example)
      expect(parseHyperparameter(name, written)).toMatchObject({ ok: true })
    }
  })

  test('and none that an owner may not set', () => {
    const refused = [...ROOT_ONLY, ...Object.keys(SUPERSEDED)]
    expect(refused.filter((name) => Object.hasOwn(HYPERPARAMETERS, name))).toEqual([])
    expect(Object.values(SUPERSEDED).every((name) => Object.hasOwn(HYPERPARAMETERS, name))).toBe(true)
  })
})

test('what the plan shows of a value is how it is written, and reads as the same', () => {
  for (const [name, { type }] of Object.entries(HYPERPARAMETERS)) {
    if (type.kind === 'boolean' || type.kind === 'choice' || type.kind === 'pair') continue
    // There are no more than 21 million TAO to write.
    const maximum = type.kind === 'tao' ? 10n ** 16n : type.maximum
    const value = fc.bigInt({ min: type.minimum, max: maximum < type.maximum ? maximum : type.maximum })
    fc.assert(
      fc.property(value, (bits) => {
        const written = formatValue(name, bits)
        const read = readValue(name, written)
        expect(read.ok && formatValue(name, read.value as bigint)).toBe(written)
        if (type.kind !== 'fixed') expect(read).toEqual({ ok: true, value: bits })
      }),
      { numRuns: 50 },
    )
  }
})
