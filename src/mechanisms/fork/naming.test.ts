import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asName, isName, isSameName, LONGEST_NAME } from './naming.ts'

test.each(['Maps', '地図', 'Maps of small farms (2), A.B & C', 'Überfüllte Häfen', '7'])(
  '%s is a name',
  (name) => expect(isName(name)).toBe(true),
)

test.each([
  '',
  ' Maps',
  '-Maps',
  '@octocat',
  'a@b',
  'Maps <!--',
  '`x`',
  '# Maps',
  'a#1',
  'https://evil.example',
  'a\nb',
  'a|b',
  'a\u202eb',
  'x'.repeat(LONGEST_NAME + 1),
])('%j is none', (name) => expect(isName(name)).toBe(false))

test('of whatever text a name is made, it is one, or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const name = asName(text)
      expect(name === '' || isName(name)).toBe(true)
    }),
  )
  expect(asName('@octocat <b>`x`</b>')).toBe('octocat b x b')
})

test('names are alike that differ in case, blanks and marks only', () => {
  expect(isSameName('GPU kernels', 'gpu-Kernels')).toBe(true)
  expect(isSameName('Häfen', 'Hafen')).toBe(false)
  expect(isSameName('地図', '地理')).toBe(false)
})
