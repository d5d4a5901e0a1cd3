import { expect, test } from 'vitest'
import { isNews } from './readings.ts'

const DAY = 86_400_000
const known = { amount: 100n, block: 7, at: 1_000 }

test('what changes much is shown at once, what changes little after a day, and what is the same never', () => {
  expect(isNews(null, known, 5n)).toBe(true)
  for (const [amount, after, expected] of [
    [100n, 10 * DAY, false],
    [104n, DAY - 1, false],
    [96n, DAY - 1, false],
    [105n, 1, true],
    [95n, 1, true],
    [101n, DAY, true],
  ] as const)
    expect(isNews(known, { amount, block: 8, at: known.at + after }, 5n), `${amount} after ${after}`).toBe(
      expected,
    )
})
