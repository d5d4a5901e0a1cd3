import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseScore } from './parse-score.ts'

test.for([
  ['0', { whole: 0 }],
  [' 100 ', { whole: 100 }],
  ['007', { whole: 7 }],
  ['correctness=80 incentives=70', { criteria: { correctness: 80, incentives: 70 } }],
  ['Correctness=80', { criteria: { correctness: 80 } }],
  ['constructor=1', { criteria: { constructor: 1 } }],
] as const)('"%s" is a score', ([args, value]) => {
  expect(parseScore(args)).toEqual({ ok: true, value })
})

test.for([
  ['', /Say after it/],
  ['80 90', /One number is enough/],
  ['101', /`101` is not a whole number/],
  ['-1', /without sign/],
  ['+1', /without sign/],
  ['80.5', /fraction/],
  ['1e2', /whole number/],
  ['٣', /whole number/],
  ['good', /whole number/],
  ['correctness=', /Nothing is not a whole number/],
  ['correctness=80 correctness=80', /`correctness` is scored twice/],
  ['Correctness=80 correctness=70', /scored twice/],
  ['80 correctness=80', /`80` is not a criterion/],
  ['correctness = 80', /`=` is not a criterion|is not a criterion/],
  ['__proto__=1', /not a criterion/],
  ['`=1', /not a criterion/],
  [Array.from({ length: 21 }, (_, place) => `c${place}=1`).join(' '), /more than 20/],
] as const)('"%s" is none, and is told why', ([args, reason]) => {
  expect(parseScore(args)).toMatchObject({ ok: false, reason: expect.stringMatching(reason) })
})

test('whatever is written is read or refused, and what is read is a whole number from 0 to 100', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (args) => {
      const parsed = parseScore(args)
      if (!parsed.ok) return parsed.reason.length < 400
      const given = 'whole' in parsed.value ? [parsed.value.whole] : Object.values(parsed.value.criteria)
      return given.every((points) => Number.isInteger(points) && points >= 0 && points <= 100)
    }),
  )
})

test('criteria are read as they are written', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/)
  const rubric = fc.dictionary(name, fc.integer({ min: 0, max: 100 }), {
    minKeys: 1,
    maxKeys: 12,
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(rubric, (criteria) => {
      const args = Object.entries(criteria).map(([name, points]) => `${name}=${points}`)
      expect(parseScore(args.join('  '))).toEqual({ ok: true, value: { criteria } })
    }),
  )
})
