import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layBar } from './bar.ts'

const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 18n }), { maxLength: 200 })

test('the segments lie end to end inside the bar, whatever the amounts', () => {
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 0n, max: 10n ** 20n }), (parts, whole) => {
      const { segments, percent } = layBar(parts, whole)
      let end = 0
      for (const { x, width } of segments) {
        expect(x).toBe(end)
        expect(width).toBeGreaterThanOrEqual(0)
        end = x + width
      }
      const sum = parts.reduce((total, part) => total + part, 0n)
      expect(end).toBeLessThanOrEqual(10_000)
      expect(percent === 100).toBe(sum > 0n && sum >= whole)
      expect(segments.length).toBeLessThanOrEqual(61)
    }),
  )
})

test('a target that is missed by one rao is not shown as met', () => {
  expect(layBar([99_999_999_999n], 100_000_000_000n).percent).toBe(99)
  expect(layBar([60n, 40n], 100n)).toEqual({
    segments: [
      { x: 0, width: 6_000 },
      { x: 6_000, width: 4_000 },
    ],
    percent: 100,
  })
})
