/**
 * The chain's decimal floating point for stake shares: mantissa × 10^exponent with 21 digits of mantissa, so that one
 * rao makes a difference and a tenth of a rao does not. Rounds down, as the chain does.
 */
export type SafeFloat = { readonly mantissa: bigint; readonly exponent: bigint }

const zero: SafeFloat = { mantissa: 0n, exponent: 0n }

const maxMantissa = 10n ** 21n
const minMantissa = maxMantissa / 10n
const maxU64 = 2n ** 64n - 1n

export function fromInteger(value: bigint): SafeFloat {
  return normalize(value, 0n)
}

export function isZero(value: SafeFloat): boolean {
  return value.mantissa === 0n
}

export function add(a: SafeFloat, b: SafeFloat): SafeFloat {
  if (isZero(a)) return b
  if (isZero(b)) return a
  const [left, right, exponent] = aligned(a, b)
  return normalize(left + right, exponent)
}

/** a − b, zero where b is larger. */
export function subtract(a: SafeFloat, b: SafeFloat): SafeFloat {
  if (isZero(b)) return a
  const [left, right, exponent] = aligned(a, b)
  return normalize(left > right ? left - right : 0n, exponent)
}

/** value × numerator ÷ denominator; zero for a zero denominator. */
export function multiplyDivide(value: SafeFloat, numerator: SafeFloat, denominator: SafeFloat): SafeFloat {
  if (isZero(denominator)) return zero
  const mantissa = (value.mantissa * numerator.mantissa) / denominator.mantissa
  return normalize(mantissa, value.exponent + numerator.exponent - denominator.exponent)
}

/** The whole part, at most the largest u64. */
export function toInteger(value: SafeFloat): bigint {
  const whole =
    value.exponent >= 0n
      ? value.mantissa * powerOfTen(value.exponent)
      : value.mantissa / powerOfTen(-value.exponent)
  return whole > maxU64 ? maxU64 : whole
}

/** Both mantissas under the larger exponent, which they share then. */
function aligned(a: SafeFloat, b: SafeFloat): [bigint, bigint, bigint] {
  const apart = a.exponent - b.exponent
  return apart >= 0n
    ? [a.mantissa, b.mantissa / powerOfTen(apart), a.exponent]
    : [a.mantissa / powerOfTen(-apart), b.mantissa, b.exponent]
}

/** Capped: beyond 22 digits every mantissa has become zero. */
function powerOfTen(exponent: bigint): bigint {
  return 10n ** (exponent > 22n ? 22n : exponent)
}

/** Brings the mantissa into (10^20, 10^21]. */
function normalize(mantissa: bigint, exponent: bigint): SafeFloat {
  if (mantissa === 0n) return zero
  let [digits, power] = [mantissa, exponent]
  for (; digits > maxMantissa; power += 1n) digits /= 10n
  for (; digits <= minMantissa; power -= 1n) digits *= 10n
  return { mantissa: digits, exponent: power }
}
