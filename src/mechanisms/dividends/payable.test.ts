import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alpha, rao } from '../money.ts'
import { unlinked } from './heirs.ts'
import { leastPaid, whyCarried } from './payable.ts'

const small = fc.bigInt(0n, 60n)
const terms = fc.record({
  chainMinimum: small.map(alpha),
  fee: small.map(rao),
  price: fc.oneof(small, fc.bigInt(0n, 2n ** 40n)).map(rao),
})
const settings = fc.record({ minimum: small.map(alpha), feeBasisPoints: fc.nat(10_000) })

test('the least that is paid is where the reasons against it end', () => {
  fc.assert(
    fc.property(terms, settings, fc.bigInt(0n, 2n ** 64n - 1n), (at, by, due) => {
      const least = leastPaid(at, by)
      const amounts = least === null ? [due] : [due, least, least - 1n].filter((amount) => amount >= 0n)
      for (const amount of amounts) {
        const isPaid = whyCarried('5Grw', alpha(amount), at, by) === null
        expect(isPaid).toBe(least !== null && amount >= least)
        expect(whyCarried(unlinked(1), alpha(amount), at, by)).toBe('not-linked')
      }
    }),
    { numRuns: 1_000 },
  )
})
