import { type Alpha, alpha, RAO_PER_TAO, type Rao, rao } from '../../../mechanisms/money.ts'
import { notParsed, type Parsed } from './parsed.ts'

/** There will never be more: the cap of Bittensor's issuance, and of each subnet's alpha. */
const MAXIMUM = 21_000_000n

type Unit = 'TAO' | 'alpha'

/** Digits, perhaps a point and decimals, perhaps the unit behind. */
const AMOUNTS: Readonly<Record<Unit, RegExp>> = {
  TAO: /^([0-9]+)(?:\.([0-9]+))?(?: ?(?:tao|τ))?$/iu,
  alpha: /^([0-9]+)(?:\.([0-9]+))?(?: ?(?:alpha|α))?$/iu,
}

/** What people write that is no plain amount, the first that fits, with what to write instead. Where it says TAO, the unit stands. */
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'The amount is missing: write a number of TAO, such as `12.5`.'],
  [/^.{65}/su, 'The amount is far too long: write a number of TAO, such as `12.5`.'],
  [/^[-\u2212\u2013]/u, 'An amount cannot be negative: write it without a sign.'],
  [/^\+/, 'Write the amount without a sign.'],
  [/rao\b/i, 'Amounts are in TAO, not in rao: 1 TAO is 1,000,000,000 rao.'],
  [/^[0-9.]+e[-+]?[0-9]+/i, 'Write the amount out in digits, without an exponent.'],
  [/^0[xob]/i, 'Write the amount in decimal digits.'],
  [/nan|infinity|^inf|∞/i, 'That is not a number: write a number of TAO, such as `12.5`.'],
  [
    /[0-9][,'’_٬٫ \u00a0\u2009\u202f][0-9]/u,
    'Commas, spaces and other separators mean different things in different places: write thousands without a separator and the decimals after a point, such as `1000.5`.',
  ],
  [
    /\.[0-9]*\./,
    'The amount has more than one decimal point: write thousands without a separator, such as `1000.5`.',
  ],
  [/(?![0-9])\p{N}/u, 'Write the amount in the digits 0 to 9.'],
  [/^\.|\.(?![0-9])/, 'A decimal point needs a digit on both sides, such as `0.5`.'],
]

/**
 * An amount as people write it, in TAO: digits, at most nine decimals after a point, perhaps `TAO` or `τ` behind.
 * Read exactly, never as a float. Whatever could be read in two ways is refused. Zero is an amount.
 */
export function parseTao(text: string): Parsed<Rao> {
  const parsed = parseAmount(text, 'TAO')
  return parsed.ok ? { ok: true, value: rao(parsed.value) } : parsed
}

/** The same of a subnet's alpha, perhaps with `alpha` or `α` behind. */
export function parseAlpha(text: string): Parsed<Alpha> {
  const parsed = parseAmount(text, 'alpha')
  return parsed.ok ? { ok: true, value: alpha(parsed.value) } : parsed
}

function parseAmount(text: string, unit: Unit): Parsed<bigint> {
  const refused = (reason: string) => notParsed(reason.replaceAll('TAO', unit))
  const trimmed = text.length > 1_000 ? 'x'.repeat(65) : text.trim()
  const [, whole, fraction = ''] = (trimmed.length <= 64 && AMOUNTS[unit].exec(trimmed)) || []
  if (whole === undefined) {
    const mistake = MISTAKES.find(([pattern]) => pattern.test(trimmed))
    return refused(mistake?.[1] ?? 'That is not an amount: write a number of TAO, such as `12.5`.')
  }
  if (fraction.length > 9) return refused('TAO has nine decimals: write at most nine digits after the point.')
  const value = BigInt(whole) * RAO_PER_TAO + BigInt(fraction.padEnd(9, '0'))
  if (value > MAXIMUM * RAO_PER_TAO) {
    return refused('That is more than the 21,000,000 TAO that will ever exist: write a smaller amount.')
  }
  return { ok: true, value }
}
