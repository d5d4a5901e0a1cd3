import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderOf } from './order.ts'

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 7 }),
  fc.string({ unit: fc.constantFrom('5', '@', 'A', '[', 'a', '{', ':', '~'), maxLength: 7 }),
  fc.constantFrom('user:12', 'user:1', '5GrwvaEF5z', '5GrwvaEF5a', ''),
)

test('places are those that comparing all the texts gives, equal ones in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), fc.constantFrom('', '5', '~'), (all, start) => {
      const texts = all.map((one) => start + one)
      const compared = texts
        .map((_, place) => place)
        .toSorted((one, other) => {
          const [left = '', right = ''] = [texts[one], texts[other]]
          return left < right ? -1 : left > right ? 1 : one - other
        })
      const { places, prefixes, prefixOf } = orderOf(texts)
      expect([...places]).toEqual(compared)
      expect([...prefixes]).toEqual(compared.map((place) => prefixOf(texts[place] ?? '')))
    }),
    { numRuns: 500 },
  )
})
