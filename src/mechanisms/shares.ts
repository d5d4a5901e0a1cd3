/**
 * Divides `total` by weight with the largest remainder method: the parts sum to `total` exactly, each part is the exact
 * quotient rounded up or down, and ties go to the earlier place. Weights are non-negative; where all are zero, or there
 * are none, nothing can be divided and every part is zero.
 */
export function divide(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((left, weight) => left + weight, 0n)
  if (sum === 0n) return weights.map(() => 0n)
  const parts = weights.map((weight, place) => {
    const product = total * weight
    const quotient = product / sum
    return { place, quotient, remainder: product - quotient * sum }
  })
  const left = total - parts.reduce((given, part) => given + part.quotient, 0n)
  const lucky = parts
    .toSorted((a, b) =>
      a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1,
    )
    .slice(0, Number(left))
  for (const part of lucky) part.quotient += 1n
  return parts.map((part) => part.quotient)
}

/** One share in basis points (1 % = 100) and the rest, which together are `total`. */
export function split(total: bigint, basisPoints: number): [share: bigint, rest: bigint] {
  const [share = 0n, rest = 0n] = divide(total, [BigInt(basisPoints), BigInt(10_000 - basisPoints)])
  return [share, rest]
}
