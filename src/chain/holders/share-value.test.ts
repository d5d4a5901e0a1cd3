import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as node from '../../local/subtensor/pallets/subtensor-module/stake/safe-float.ts'
import { fromBits, fromInteger, worthOf } from './share-value.ts'

const u64 = fc.bigInt(0n, 2n ** 64n - 1n)
const float = fc.record({ mantissa: fc.bigInt(10n ** 20n + 1n, 10n ** 21n), exponent: fc.bigInt(-40n, 10n) })

test('a share is worth what the node of our own reckons, which has another hand’s arithmetic', () => {
  fc.assert(
    fc.property(u64, float, float, (total, share, shares) => {
      const theirs = node.toInteger(node.multiplyDivide(node.fromInteger(total), share, shares))
      expect(worthOf(total, share, shares)).toBe(theirs < total ? theirs : total)
    }),
    { numRuns: 2_000 },
  )
})

test('it is the true quotient or one unit less, and never more than the total', () => {
  fc.assert(
    fc.property(u64, fc.bigInt(1n, 2n ** 60n), fc.bigInt(0n, 2n ** 60n), (total, share, others) => {
      const worth = worthOf(total, fromInteger(share), fromInteger(share + others))
      const exact = (total * share) / (share + others)
      expect([exact, exact - 1n]).toContain(worth)
    }),
  )
})

test('all shares are worth the total, and no shares nothing', () => {
  fc.assert(
    fc.property(u64, float, (total, shares) => {
      expect(total - worthOf(total, shares, shares)).toBeOneOf([0n, 1n])
      expect(worthOf(total, shares, fromInteger(0n))).toBe(0n)
      expect(worthOf(total, fromInteger(0n), shares)).toBe(0n)
      expect(worthOf(total, { ...shares, exponent: shares.exponent + 30n }, shares)).toBe(total)
    }),
  )
})

test('older binary shares are worth what they were, within a unit', () => {
  fc.assert(
    fc.property(u64, fc.bigInt(2n ** 64n, 2n ** 100n), fc.bigInt(0n, 2n ** 100n), (total, share, others) => {
      const worth = worthOf(total, fromBits(share), fromBits(share + others))
      expect((total * share) / (share + others) - worth).toBeOneOf([-1n, 0n, 1n])
    }),
  )
})
