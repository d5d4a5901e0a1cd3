import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rao } from '../../mechanisms/money.ts'
import { raisedChart } from './raised.ts'
import { SPARK, sparkline } from './sparkline.ts'
import { drawSteps } from './steps.ts'

const frame = { width: 200, height: 100, from: 0, until: 10, atLeast: 100 }

test('an amount stands until the next one, and the last until the end', () => {
  const { line, area, top } = drawSteps(
    [
      { at: 2, amount: 40 },
      { at: 5, amount: 100 },
      { at: 6, amount: 50 },
    ],
    frame,
  )
  expect(top).toBe(100)
  expect(line).toBe('M0,100L40,100L40,60L100,60L100,0L120,0L120,50L200,50L200,50')
  expect(area).toMatch(/^M0,100L40,100.*L0,100Z$/)
})

test('nothing is drawn outside of the frame, whatever came when', () => {
  const steps = fc.array(fc.record({ at: fc.nat(10), amount: fc.nat(1_000_000) }), { maxLength: 20 })
  fc.assert(
    fc.property(steps, (unsorted) => {
      const sorted = unsorted.toSorted((a, b) => a.at - b.at)
      const numbers = drawSteps(sorted, frame).line.match(/-?[\d.]+(e-?\d+)?/g) ?? []
      for (const [place, text] of numbers.entries()) {
        expect(Number(text)).toBeGreaterThanOrEqual(0)
        expect(Number(text)).toBeLessThanOrEqual(place % 2 === 0 ? frame.width : frame.height)
      }
    }),
  )
})

test('a sparkline ends now, and there is none of what never changed', () => {
  const day = 86_400_000
  expect(sparkline([], 5 * day)).toBeNull()
  // The day's end is still to come.
  expect(sparkline([{ at: 5 * day, amount: 7 }], 4.5 * day)?.line).toMatch(
    new RegExp(`^M0,24L${SPARK.width},24L${SPARK.width},0`),
  )
})

test('what was raised is drawn against its target, with hours or days below', () => {
  const hour = 3_600_000
  const steps = [
    { at: 0, raised: 60_000_000_000n as Rao },
    { at: 3 * hour, raised: 25_000_000_000n as Rao },
  ]
  const chart = raisedChart(steps, 100_000_000_000n, { isCut: false })
  expect(chart?.target).toBe(0)
  expect(chart?.amounts.map(({ text }) => text)).toEqual(['0', '20', '40', '60', '80', '100'])
  expect(chart?.times[0]?.text).toMatch(/^\d\d:\d\d$/)
  const long = raisedChart([...steps, { at: 90 * 24 * hour, raised: 0n as Rao }], 100_000_000_000n, {
    isCut: false,
  })
  expect(long?.times[0]?.text).toMatch(/^\d+ (Jan|Feb)$/)
  expect(raisedChart([], 1n, { isCut: false })).toBeNull()
  // A funding of which the end alone is drawn did not begin with nothing.
  expect(raisedChart(steps, 100_000_000_000n, { isCut: true })?.line).toMatch(/^M0,60/)
})
