import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ONE } from './fixed.ts'
import { weightedMedian } from './median.ts'

const fixed = (values: readonly number[]) => Float64Array.from(values, (value) => Math.floor(value * ONE))
const half = [0.5, 0.7, 1]

test.each([
  { stakes: [], scores: [], median: 0 },
  { stakes: [0.51], scores: [1], median: 1 },
  { stakes: [0.49, 0.51], scores: [0.5, 1], median: 1 },
  { stakes: [0.51, 0.49], scores: [0.5, 1], median: 0.5 },
  { stakes: [0.49, 0.01, 0.5], scores: half, median: 0.7 },
  { stakes: [0.2, 0.2, 0.2, 0.2, 0.2], scores: [0.8, 0.2, 1, 0.6, 0.4], median: 0.6 },
])('with a majority of .51, $stakes scoring $scores agree on $median', ({ stakes, scores, median }) => {
  const minority = ONE - Math.floor(0.51 * ONE)
  expect(weightedMedian(fixed(stakes), fixed(scores), minority)).toBe(Math.floor(median * ONE))
})

const votes = fc.array(
  fc.record({ stake: fc.integer({ min: 1, max: 50 }), score: fc.integer({ min: 0, max: 12 }) }),
  { minLength: 1, maxLength: 40 },
)
const medianOf = (given: readonly { stake: number; score: number }[], minority: number) =>
  weightedMedian(
    Float64Array.from(given, ({ stake }) => stake),
    Float64Array.from(given, ({ score }) => score),
    minority,
  )

test('it is the least score with more than the minority at or below it', () => {
  fc.assert(
    fc.property(votes, fc.integer({ min: -10, max: 2_100 }), (given, minority) => {
      const upTo = (score: number) =>
        given.reduce((sum, vote) => sum + (vote.score <= score ? vote.stake : 0), 0)
      const scores = given.map(({ score }) => score).toSorted((a, b) => a - b)
      const expected = scores.find((score) => upTo(score) > minority) ?? Math.max(...scores)
      expect(medianOf(given, minority)).toBe(expected)
    }),
    { numRuns: 5_000 },
  )
})

test('the order of the votes changes nothing, and the votes are left as they were', () => {
  fc.assert(
    fc.property(votes, fc.integer({ min: 0, max: 1_000 }), (given, minority) => {
      const scores = Float64Array.from(given, ({ score }) => score)
      const before = scores.slice()
      weightedMedian(
        Float64Array.from(given, ({ stake }) => stake),
        scores,
        minority,
      )
      expect(scores).toEqual(before)
      expect(medianOf(given.toReversed(), minority)).toBe(medianOf(given, minority))
    }),
  )
})
