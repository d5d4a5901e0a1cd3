import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tao } from '../../../test/support/commands.ts'
import type { Rao } from '../money.ts'
import { meanGrade } from './mean.ts'
import type { Score } from './slice.ts'

const score = (id: number, points: number) => ({ validator: { id, login: `v${id}` }, points }) as Score

test('the mean weighs by stake, and whoever has none counts for nothing', () => {
  const stakes = { 1: tao(3_000), 2: tao(1_000) }
  expect(meanGrade([score(1, 100), score(2, 10_000), score(3, 10_000)], stakes)).toBe(2_575)
  expect(meanGrade([score(1, 100)], stakes)).toBe(100)
  expect(meanGrade([score(3, 100)], stakes)).toBeNull()
  expect(meanGrade([], stakes)).toBeNull()
})

test('it lies between the least and the most that was given', () => {
  const rows = fc.array(fc.tuple(fc.nat(10_000), fc.bigInt(1n, 10n ** 18n)), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(rows, (given) => {
      const stakes = Object.fromEntries(given.map(([, stake], id) => [id, stake as Rao]))
      const mean = meanGrade(
        given.map(([points], id) => score(id, points)),
        stakes,
      )
      const points = given.map(([one]) => one)
      expect(mean).toBeGreaterThanOrEqual(Math.min(...points))
      expect(mean).toBeLessThanOrEqual(Math.max(...points))
    }),
  )
})
