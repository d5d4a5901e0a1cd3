import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTao, isRao, rao } from '../../../mechanisms/money.ts'
import { parseTao } from './amount.ts'

const MAXIMUM = 21_000_000_000_000_000n

describe('amounts are read to the rao', () => {
  test.each([
    ['12', 12_000_000_000n],
    ['12.5', 12_500_000_000n],
    ['0.000000001', 1n],
    [' 1.5 TAO\n', 1_500_000_000n],
    ['3τ', 3_000_000_000n],
    ['0', 0n],
    ['007', 7_000_000_000n],
    ['0.1', 100_000_000n],
    ['21000000', MAXIMUM],
  ])('%j', (text, value) => {
    expect(parseTao(text)).toEqual({ ok: true, value })
  })

  test('what is formatted is read as the same amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAXIMUM }), (value) => {
        const text = formatTao(rao(value))
        expect(text).not.toMatch(/\.\d*0 TAO$/)
        expect(parseTao(text)).toEqual({ ok: true, value })
        expect(formatTao(-value)).toBe(value === 0n ? '0 TAO' : `-${text}`)
      }),
    )
  })
})

describe('what is no plain amount is refused, and told why', () => {
  test.each([
    ['', /missing/],
    ['   ', /missing/],
    ['-1', /negative/],
    ['−1', /negative/],
    ['+1', /without a sign/],
    ['1,000', /separators/],
    ['1,5', /separators/],
    ['1 000', /separators/],
    ['1_000', /separators/],
    ["1'000", /separators/],
    ['1.000.000', /more than one decimal point/],
    ['1.0000000001', /nine decimals/],
    ['1.0000000000', /nine decimals/],
    ['1e3', /exponent/],
    ['1E-9 TAO', /exponent/],
    ['0x10', /decimal digits/],
    ['NaN', /not a number/],
    ['Infinity', /not a number/],
    ['١٢', /digits 0 to 9/],
    ['１２', /digits 0 to 9/],
    ['½', /digits 0 to 9/],
    ['.5', /digit on both sides/],
    ['5.', /digit on both sides/],
    ['5. TAO', /digit on both sides/],
    ['100 rao', /not in rao/],
    ['12 USD', /not an amount/],
    ['ten', /not an amount/],
    ['21000000.000000001', /21,000,000/],
    ['18446744073709551616', /21,000,000/],
    ['9'.repeat(64), /21,000,000/],
    ['9'.repeat(65), /too long/],
    ['9'.repeat(60_000), /too long/],
    [' '.repeat(60_000), /too long/],
    ['1\u202e2', /not an amount/],
    ['1\0', /not an amount/],
  ])('%j', (text, reason) => {
    expect(parseTao(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) })
  })

  test('anything at all is an amount the chain can hold, or is refused', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.stringMatching(/^[-+0-9., e_xTAOτ]{0,30}$/),
    )
    fc.assert(
      fc.property(text, (written) => {
        const parsed = parseTao(written)
        if (parsed.ok) expect(isRao(parsed.value) && parsed.value <= MAXIMUM).toBe(true)
        else expect(parsed.reason).toMatch(/^[A-Z].*\.$/)
      }),
      { numRuns: 1_000 },
    )
  })
})
