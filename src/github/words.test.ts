import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPercent } from '../mechanisms/architecture/values.ts'
import { formatTao } from '../mechanisms/money.ts'
import { formatAmount, formatCount, formatDate, progressBar, sparkline } from './words.ts'

test('dates are UTC, to the minute', () => {
  expect(formatDate(Date.UTC(2026, 10, 29, 19, 23, 59))).toBe('29 November 2026, 19:23 UTC')
  expect(formatDate(Date.UTC(2027, 0, 1))).toBe('1 January 2027, 00:00 UTC')
})

test.each([
  [1_000, '10 %'],
  [50, '0.5 %'],
  [1, '0.01 %'],
  [10_000, '100 %'],
])('%d basis points are %j', (basisPoints, words) => {
  expect(formatPercent(basisPoints)).toBe(words)
})

test('thousands stand apart', () => {
  expect(formatCount(7_123_456)).toBe('7,123,456')
})

test('a bar is full only when nothing is missing', () => {
  expect(progressBar(61n, 100n)).toEqual({ bar: '████████████░░░░░░░░', percent: '61 %' })
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 64n }),
      fc.bigInt({ min: 1n, max: 2n ** 64n }),
      (part, whole) => {
        const { bar, percent } = progressBar(part, whole)
        expect([...bar]).toHaveLength(20)
        expect(!bar.includes('░')).toBe(part >= whole)
        expect(percent === '100 %').toBe(part >= whole)
      },
    ),
  )
})

test('amounts are exact, with the thousands of their whole part apart', () => {
  expect(formatAmount(999_999_999_999n)).toBe('999.999999999 TAO')
  expect(formatAmount(1_234_567_123_456_789n)).toBe('1,234,567.123456789 TAO')
  expect(formatAmount(-1_000_000_000_000n)).toBe('-1,000 TAO')
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 80n), 2n ** 80n), (amount) => {
      expect(formatAmount(amount).replaceAll(',', '')).toBe(formatTao(amount))
    }),
  )
})

test('a line has a bar for each value, the largest the tallest, and a dot where there is none', () => {
  expect(sparkline([0, 5, undefined, 10])).toBe('▁▅·█')
  expect([sparkline([0, 0]), sparkline([]), sparkline([3])]).toEqual(['▁▁', '', '█'])
})
