import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Counted, count } from './count.ts'

const day: Counted = {
  block: 10_000,
  day: 7_200,
  tempo: 360,
  emission: 1_001n,
  split: [49_151, 16_384],
  permits: [true, true, false],
  registeredAt: [100, 5_000, 9_000],
  mechanisms: [
    { incentive: [0, 65_535, 9], lastUpdate: [9_900, 5_000, 9_500] },
    { incentive: [], lastUpdate: [8_000, 9_999] },
  ],
}

test('miners, validators, weights and emission of each mechanism, and who came', () => {
  expect(count(day)).toEqual({
    block: 10_000,
    neurons: 3,
    registrations: 2,
    mechanisms: [
      { miners: 2, validators: 1, weights: 2, emission: 751n },
      { miners: 0, validators: 1, weights: 2, emission: 250n },
    ],
  })
})

test('a network of which nothing is stored shows nothing', () => {
  const empty = { ...day, permits: [], registeredAt: [], split: null, emission: 0n, mechanisms: [] }
  expect(count(empty)).toEqual({ block: 10_000, neurons: 0, registrations: 0, mechanisms: [] })
})

test('what the mechanisms are paid is what the epoch paid', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 10n ** 18n),
      fc.option(fc.array(fc.nat(65_535), { maxLength: 4 })),
      fc.integer({ min: 1, max: 4 }),
      (emission, split, mechanisms) => {
        const shares = split?.slice(0, mechanisms) ?? null
        const nothing = { incentive: [], lastUpdate: [] }
        const of = count({ ...day, emission, split: shares, mechanisms: Array(mechanisms).fill(nothing) })
        const sum = of.mechanisms.reduce((all, one) => all + one.emission, 0n)
        const isNone = shares?.every((share) => share === 0) === true
        return isNone ? sum === 0n || sum === emission : sum === emission
      },
    ),
  )
})
