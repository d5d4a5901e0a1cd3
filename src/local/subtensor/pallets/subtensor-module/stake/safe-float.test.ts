import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, fromInteger, isZero, multiplyDivide, subtract, toInteger } from './safe-float.ts'

const u64 = fc.bigInt(0n, 2n ** 64n - 1n)

test('integers go in and out whole', () => {
  fc.assert(
    fc.property(u64, (value) => {
      expect(toInteger(fromInteger(value))).toBe(value)
    }),
  )
})

test('sums and differences of integers are exact', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 63n - 1n), fc.bigInt(0n, 2n ** 63n - 1n), (a, b) => {
      const both = add(fromInteger(a), fromInteger(b))
      expect(toInteger(both)).toBe(a + b)
      expect(toInteger(subtract(both, fromInteger(b)))).toBe(a)
      expect(isZero(subtract(fromInteger(a), both)) || b === 0n).toBe(true)
    }),
  )
})

test('a product of a quotient is never above the true one, nor a unit below', () => {
  const positive = fc.bigInt(1n, 2n ** 53n)
  fc.assert(
    fc.property(positive, positive, positive, (value, part, whole) => {
      fc.pre(part <= whole)
      const got = toInteger(multiplyDivide(fromInteger(value), fromInteger(part), fromInteger(whole)))
      const exact = (value * part) / whole
      expect(exact - got).toBeOneOf([0n, 1n])
    }),
  )
})
