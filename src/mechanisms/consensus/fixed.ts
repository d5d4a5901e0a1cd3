/**
 * The chain's I32F32 for what is never negative: a value is a whole number of 2^-32, held in a Number. Every product is
 * made in halves that stay within 2^53. So each result is exact, truncated as the chain truncates, and the same on every
 * machine. (A quotient of whole numbers below 2^53 lies at least 1/divisor under the next whole number, which is more than
 * rounding can add to it: its whole part is exact.)
 */
export const ONE = 2 ** 32

const HALF = 2 ** 16
export const U16_MAX = 65_535

/** The largest operand that `divide` takes. */
export const LARGEST = 2 ** 36

/** left / right, truncated; 0 where right is 0. Both at most `LARGEST`. */
export function divideFixed(left: number, right: number): number {
  if (right === 0) return 0
  const high = Math.floor((left * HALF) / right)
  const rest = left * HALF - high * right
  return high * HALF + Math.floor((rest * HALF) / right)
}

/** left × right, truncated. Left at most `LARGEST`, right at most 1. */
export function multiply(left: number, right: number): number {
  const high = Math.floor(right / HALF)
  const low = right - high * HALF
  return Math.floor((left * high + Math.floor((left * low) / HALF)) / HALF)
}

/** A u16 as the share that it stands for: 65,535 is the whole. What is none is made one. */
export const fromU16 = (share: number): number =>
  divideFixed(Math.min(Math.max(Math.trunc(share) || 0, 0), U16_MAX), U16_MAX)

/** A share as u16, truncated; what is above the whole is the whole. */
export const toU16 = (value: number): number => Math.min(Math.floor((value * U16_MAX) / ONE), U16_MAX)

export const sum = (values: Float64Array): number => values.reduce((left, value) => left + value, 0)

/** Shares of the sum of the values, or of another whole; the values themselves where that is 0. */
export function normalised(values: Float64Array, whole = sum(values)): Float64Array {
  return whole === 0 ? values : values.map((value) => divideFixed(value, whole))
}

/** Shares of whole numbers of any size; what is below 0 counts as 0. */
export function fixedShares(amounts: readonly bigint[]): Float64Array {
  const counted = amounts.map((amount) => (amount > 0n ? amount : 0n))
  const whole = counted.reduce((left, amount) => left + amount, 0n)
  if (whole === 0n) return new Float64Array(amounts.length)
  return Float64Array.from(counted, (amount) => Number((amount << 32n) / whole))
}
