import { type Alpha, alpha } from '../../mechanisms/money.ts'

/** The chain's decimal floating point: mantissa × 10^exponent. */
export interface SafeFloat {
  readonly mantissa: bigint
  readonly exponent: bigint
}

const MOST = 10n ** 21n
const ZERO: SafeFloat = { mantissa: 0n, exponent: 0n }

/** Of an integer, as the chain makes it. */
export const fromInteger = (value: bigint): SafeFloat => normal(value, 0n)

/** Of the bits of an U64F64, in which older runtimes kept shares: a fraction of 2^64, rounded down. */
export const fromBits = (bits: bigint): SafeFloat => normal((bits * MOST * MOST) >> 64n, -42n)

/**
 * What a share of a hotkey's alpha is worth: total × share ÷ all shares, rounded down as the chain rounds. It is never more than
 * the total, and nothing where there are no shares.
 */
export function worthOf(total: bigint, share: SafeFloat, shares: SafeFloat): Alpha {
  if (shares.mantissa === 0n) return alpha(0n)
  const whole = fromInteger(total)
  const quotient = (whole.mantissa * share.mantissa) / shares.mantissa
  const worth = floorOf(normal(quotient, whole.exponent + share.exponent - shares.exponent))
  return alpha(worth < total ? worth : total)
}

/** Below 10^-22 even the largest mantissa is less than one. */
function floorOf({ mantissa, exponent }: SafeFloat): bigint {
  if (exponent < -22n) return 0n
  // An amount has 64 bits: what is larger is capped by whoever asks.
  if (exponent > 22n) return mantissa * MOST
  return exponent < 0n ? mantissa / 10n ** -exponent : mantissa * 10n ** exponent
}

/** Brings the mantissa above 10^20 and up to 10^21, rounded down. */
function normal(mantissa: bigint, exponent: bigint): SafeFloat {
  if (mantissa === 0n) return ZERO
  let [digits, power] = [mantissa, exponent]
  for (; digits > MOST; power += 1n) digits /= 10n
  for (; digits * 10n <= MOST; power -= 1n) digits *= 10n
  return { mantissa: digits, exponent: power }
}
