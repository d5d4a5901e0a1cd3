import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divideFixed, fixedShares, fromU16, LARGEST, multiply, ONE, toU16 } from './fixed.ts'

const upTo = (max: number) =>
  fc.oneof(
    fc.maxSafeNat().map((value) => value % (max + 1)),
    fc.constantFrom(0, 1, max - 1, max),
  )
const runs = { numRuns: 20_000 }

test('a quotient is exact to the last bit', () => {
  fc.assert(
    fc.property(upTo(LARGEST), upTo(LARGEST), (a, b) => {
      const [small, large] = a < b ? [a, b] : [b, a]
      const exact = large === 0 ? 0n : (BigInt(small) << 32n) / BigInt(large)
      expect(BigInt(divideFixed(small, large))).toBe(exact)
    }),
    runs,
  )
})

test('a quotient just under a whole number is not rounded up to it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 16 }), fc.integer({ min: 1, max: 2 ** 20 }), (times, of) => {
      const dividend = times * of - 1
      expect(BigInt(divideFixed(dividend, of))).toBe((BigInt(dividend) << 32n) / BigInt(of))
    }),
    runs,
  )
})

test('a product is exact to the last bit', () => {
  fc.assert(
    fc.property(upTo(LARGEST), upTo(ONE), (left, right) => {
      expect(BigInt(multiply(left, right))).toBe((BigInt(left) * BigInt(right)) >> 32n)
    }),
    runs,
  )
})

test('nothing is divided by zero', () => {
  expect(divideFixed(5, 0)).toBe(0)
  expect([...fixedShares([0n, -3n])]).toEqual([0, 0])
})

test('shares as u16: 65,535 is the whole, the rest is truncated', () => {
  expect([0, ONE / 2, ONE - 1, ONE, ONE + 1].map(toU16)).toEqual([0, 32_767, 65_534, 65_535, 65_535])
  expect([-1, 0, 0.9, 65_535, 70_000, Number.NaN].map(fromU16)).toEqual([0, 0, 0, ONE, ONE, 0])
})
