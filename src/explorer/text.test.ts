import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerpt, iso, short, tao, toHtml, utc } from './text.ts'

const nasty = fc.constantFrom('<', '>', '"', "'", '&', '\u202e', '\u0000', '\u200b', '\u2028', '\ud800')
const anyText = fc.string({
  unit: fc.oneof(nasty, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
})

describe('what a template shows', () => {
  test('any text stays text, in an element and in a quoted attribute', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const html = toHtml(text)
        expect(html).not.toMatch(/[<>"']/)
        expect(html.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
        expect(html).not.toMatch(/(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/u)
        expect(html.isWellFormed()).toBe(true)
      }),
    )
  })

  test('what would reorder or hide a text is shown as a replacement character', () => {
    expect(toHtml('1\u202e00 TAO\u0000\u200b')).toBe('1\ufffd00 TAO\ufffd\ufffd')
    expect(toHtml('\u{1f468}\u200d\u{1f33e}')).toBe('\u{1f468}\u200d\u{1f33e}')
  })

  test('a value that is not there is an error, never the word undefined', () => {
    expect(() => toHtml(undefined)).toThrow()
    expect(() => toHtml(null)).toThrow()
  })
})

describe('amounts and times', () => {
  test('an amount is exact to the rao', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (amount) => {
        const [whole = '', fraction = ''] = tao(amount)
          .replace('\u00a0TAO', '')
          .replaceAll(',', '')
          .split('.')
        expect(BigInt(whole + fraction.padEnd(9, '0'))).toBe(amount)
      }),
    )
    expect(tao(1_234_567_500_000_001n)).toBe('1,234,567.500000001\u00a0TAO')
  })

  test('times are UTC', () => {
    expect(utc(Date.UTC(2026, 10, 2, 4, 5))).toBe('2 Nov 2026, 04:05 UTC')
    expect(iso(0)).toBe('1970-01-01T00:00:00.000Z')
  })

  test('an address keeps both ends, a long text its beginning', () => {
    expect(short('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY')).toBe('5GrwvaEF…GKutQY')
    expect(excerpt('\u{1f30a}'.repeat(5), 3)).toBe('\u{1f30a}\u{1f30a}\u{1f30a}…')
    expect(excerpt('abc', 3)).toBe('abc')
  })
})
