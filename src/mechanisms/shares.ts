/**
 * Divides `total` by weight with the largest remainder method: the parts sum to `total` exactly, each part is the exact
 * quotient rounded up or down, and ties go to the earlier place. Weights are non-negative; where all are zero, or there
 * are none, nothing can be divided and every part is zero.
 */
export function divide(total: bigint, weights: readonly bigint[]): bigint[] {
  let sum = 0n
  for (const weight of weights) sum += weight
  if (sum === 0n) return weights.map(() => 0n)
  const remainders = numbersBelow(sum, weights.length)
  const parts = new Array<bigint>(weights.length)
  let left = total
  for (let place = 0; place < parts.length; place += 1) {
    const product = total * (weights[place] ?? 0n)
    const quotient = product / sum
    remainders[place] = product - quotient * sum
    parts[place] = quotient
    left -= quotient
  }
  for (const place of largestPlaces(remainders, Number(left))) parts[place] = (parts[place] ?? 0n) + 1n
  return parts
}

/** Not below zero. */
export type Numbers = BigUint64Array | bigint[]

const LARGEST = 2n ** 64n

/** The same numbers, side by side in the memory where all of them fit. */
export const packed = (numbers: bigint[]): Numbers =>
  numbers.every((number) => number < LARGEST) ? new BigUint64Array(numbers) : numbers

/** Numbers of 64 bits, as all amounts of a subnet are, are kept in an eighth of the room, and sorted a hundred times faster. */
const numbersBelow = (most: bigint, count: number): Numbers =>
  most <= LARGEST ? new BigUint64Array(count) : new Array<bigint>(count)

/** The places of the `count` largest numbers; of equal ones the earlier. */
function largestPlaces(numbers: Numbers, count: number): number[] {
  if (count === 0) return []
  const least = ascending(numbers)[numbers.length - count] ?? 0n
  const above: number[] = []
  const equal: number[] = []
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] ?? 0n
    if (number > least) above.push(place)
    else if (number === least) equal.push(place)
  }
  return [...above, ...equal.slice(0, count - above.length)]
}

const ascending = (numbers: Numbers): ArrayLike<bigint> =>
  numbers instanceof BigUint64Array
    ? numbers.toSorted()
    : numbers.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))

/** One share in basis points (1 % = 100) and the rest, which together are `total`. */
export function split(total: bigint, basisPoints: number): [share: bigint, rest: bigint] {
  const [share = 0n, rest = 0n] = divide(total, [BigInt(basisPoints), BigInt(10_000 - basisPoints)])
  return [share, rest]
}
