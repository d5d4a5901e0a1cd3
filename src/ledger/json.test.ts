import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, encode } from './json.ts'

const key = fc.oneof(fc.string(), fc.constantFrom('$n', '$$n', '$', '__proto__', 'constructor', 'toJSON'))
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.bigInt(),
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}))

test('whatever is kept comes back as it was, whatever its keys are called', () => {
  fc.assert(
    fc.property(value, (kept) => {
      expect(decode(encode(kept))).toEqual(kept)
    }),
    { numRuns: 500 },
  )
})

test('the same value has the same bytes, in whatever order its fields were set', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (kept) => {
      const turned = Object.fromEntries(Object.entries(kept).toReversed())
      expect(encode(turned)).toBe(encode(kept))
    }),
  )
})

test('the form that hashes are made of', () => {
  expect(encode({ b: 1n, a: [null, 'x', { d: true, c: -5n }] })).toBe(
    '{"a":[null,"x",{"c":{"$n":"-5"},"d":true}],"b":{"$n":"1"}}',
  )
  expect(encode({ $n: '1' })).toBe('{"$$n":"1"}')
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is not kept as something else', (number) => {
  expect(() => encode({ at: number })).toThrow('cannot be kept')
})
