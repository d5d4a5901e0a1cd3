import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divide, split } from './shares.ts'

const weights = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n }), { minLength: 1, maxLength: 50 })
const total = fc.bigInt({ min: 0n, max: 2n ** 64n })

test('the parts sum to the total whenever something can be divided', () => {
  fc.assert(
    fc.property(total, weights, (whole, by) => {
      const sum = divide(whole, by).reduce((left, part) => left + part, 0n)
      expect(sum).toBe(by.some((weight) => weight > 0n) ? whole : 0n)
    }),
  )
})

test('each part is the exact quotient, rounded up or down', () => {
  fc.assert(
    fc.property(total, weights, (whole, by) => {
      const sum = by.reduce((left, weight) => left + weight, 0n)
      fc.pre(sum > 0n)
      for (const [place, part] of divide(whole, by).entries()) {
        const quotient = (whole * (by[place] ?? 0n)) / sum
        expect(part === quotient || part === quotient + 1n).toBe(true)
      }
    }),
  )
})

test('a weight of zero gets nothing, and ties go to the earlier place', () => {
  expect(divide(10n, [1n, 0n, 1n, 1n])).toEqual([4n, 0n, 3n, 3n])
})

test('half of an odd collateral loses no rao', () => {
  expect(split(1_000_000_001n, 5_000)).toEqual([500_000_001n, 500_000_000n])
})
