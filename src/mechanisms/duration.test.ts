import { expect, test } from 'vitest'
import { formatDuration } from './duration.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

test.each([
  [7 * DAY, '7 days'],
  [DAY, '1 day'],
  [36 * HOUR, '1 day and 12 hours'],
  [90 * 60_000, '1 hour and 30 minutes'],
  [DAY + HOUR + 60_000 + 1_000, '1 day, 1 hour, 1 minute, and 1 second'],
  [30_000, '30 seconds'],
  [0, '0 seconds'],
])('%d ms is %j', (milliseconds, words) => {
  expect(formatDuration(milliseconds)).toBe(words)
})
