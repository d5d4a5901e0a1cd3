import { afterAll, describe, expect, test } from 'vitest'
import { openFuzzer } from './fuzz.ts'
import { fuzzEach, seed } from './fuzz-each.ts'
import { mutated, randomOf } from './mutate.ts'
import { score } from './words.ts'

/** The night run feeds each parser two hundred times as much. */
fuzzEach(1 / 200)

test('a seed gives the same inputs again, another seed others', () => {
  const inputs = (from: number) =>
    Array.from({ length: 200 }, (_, place) => mutated(randomOf(from, place), score))
  expect(inputs(seed)).toEqual(inputs(seed))
  expect(inputs(seed)).not.toEqual(inputs(seed + 1))
  expect(new Set(inputs(seed)).size).toBeGreaterThan(100)
})

describe('a parser with a fault is found out, with the seed and the input', () => {
  const broken = openFuzzer()
  afterAll(() => broken.close())
  const run = (name: string, patience?: number) => broken.run({ name, cases: 20_000, seed }, patience)

  test('one that throws', () =>
    expect(run('broken: throws')).rejects.toThrow(/FUZZ_SEED=\d+, case \d+: .*a lone surrogate/))
  test('one that rejects', () => expect(run('broken: rejects')).rejects.toThrow(/two slashes.*input: "\/\//s))
  test('one that is slow', () => expect(run('broken: slow')).rejects.toThrow(/it took \d+ ms/))
  test('one that never ends', () =>
    expect(run('broken: hangs', 2_000)).rejects.toThrow(/did not end within 2 s\ninput: .*<!--/))
  test('and the next is fuzzed all the same', () => expect(run('/score')).resolves.toBeDefined())
})
