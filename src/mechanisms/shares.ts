/**
 * Divides `total` by weight with the largest remainder method: the parts sum to `total` exactly, each part is the exact
 * quotient rounded up or down, and ties go to the earlier place. Weights are non-negative; where all are zero, or there
 * are none, nothing can be divided and every part is zero.
 */
export function divide(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((left, weight) => left + weight, 0n)
  if (sum === 0n) return weights.map(() => 0n)
  const remainders: bigint[] = []
  let left = total
  const parts = weights.map((weight) => {
    const product = total * weight
    const quotient = product / sum
    remainders.push(product - quotient * sum)
    left -= quotient
    return quotient
  })
  const lucky = largestPlaces(remainders, Number(left))
  for (const place of lucky) parts[place] = (parts[place] ?? 0n) + 1n
  return parts
}

/** The places of the `count` largest numbers; of equal ones the earlier. */
function largestPlaces(numbers: readonly bigint[], count: number): number[] {
  if (count === 0) return []
  const least = ascending(numbers)[numbers.length - count] ?? 0n
  const above = numbers.flatMap((number, place) => (number > least ? [place] : []))
  const equal = numbers.flatMap((number, place) => (number === least ? [place] : []))
  return [...above, ...equal.slice(0, count - above.length)]
}

const LARGEST = 2n ** 64n

/** Numbers of 64 bits, as all amounts of a subnet are, are sorted a hundred times faster where no function is asked. */
function ascending(numbers: readonly bigint[]): ArrayLike<bigint> {
  return numbers.every((number) => number < LARGEST)
    ? BigUint64Array.from(numbers).sort()
    : numbers.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))
}

/** One share in basis points (1 % = 100) and the rest, which together are `total`. */
export function split(total: bigint, basisPoints: number): [share: bigint, rest: bigint] {
  const [share = 0n, rest = 0n] = divide(total, [BigInt(basisPoints), BigInt(10_000 - basisPoints)])
  return [share, rest]
}
