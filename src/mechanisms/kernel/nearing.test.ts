import { expect, test } from 'vitest'
import { nearAt } from './nearing.ts'

const DAY = 86_400_000

test.for([
  [30, 28],
  [8, 6],
  [4, 3],
  [2, 1.5],
  [1.9, null],
] as const)('what takes %d days is near its end after %d', ([days, near]) => {
  expect(nearAt(0, days * DAY)).toBe(near === null ? null : near * DAY)
})
