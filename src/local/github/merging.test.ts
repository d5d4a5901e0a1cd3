import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeText } from './merging.ts'

const OLD = 'a\nb\nc\nd\ne\n'

test.for([
  ['apart', 'A\nb\nc\nd\ne\n', 'a\nb\nc\nd\nE\n', 'A\nb\nc\nd\nE\n'],
  ['one adds, one removes', 'a\nb\nc\nd\ne\nf\n', 'a\nc\nd\ne\n', 'a\nc\nd\ne\nf\n'],
  ['the same', 'a\nB\nc\nd\ne\n', 'a\nB\nc\nd\ne\n', 'a\nB\nc\nd\ne\n'],
  ['the same line', 'a\nB\nc\nd\ne\n', 'a\nX\nc\nd\ne\n', null],
  ['neighbouring lines', 'a\nB\nc\nd\ne\n', 'a\nb\nC\nd\ne\n', null],
  ['without a last newline', 'A\nb\nc\nd\ne\n', 'a\nb\nc\nd\ne', 'A\nb\nc\nd\ne'],
] as const)('%s', ([, ours, theirs, merged]) => {
  expect(mergeText(OLD, ours, theirs)).toBe(merged)
})

const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n'), { maxLength: 12 }).map((lines) => lines.join(''))

test('what one side alone changed is taken, and it does not matter which side is ours', () => {
  fc.assert(
    fc.property(text, text, text, (old, ours, theirs) => {
      expect(mergeText(old, old, theirs)).toBe(theirs)
      expect(mergeText(old, ours, old)).toBe(ours)
      expect(mergeText(old, ours, theirs)).toBe(mergeText(old, theirs, ours))
    }),
  )
})
