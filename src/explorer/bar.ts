/** A part of a bar, in ten-thousandths of its whole length. */
interface Segment {
  readonly x: number
  readonly width: number
}

interface Bar {
  readonly segments: readonly Segment[]
  /** How much of the whole is there, in percent, rounded down: 100 means all of it. */
  readonly percent: number
}

const LENGTH = 10_000n
const MOST_SEGMENTS = 60

/** Lays amounts end to end on a bar of length `whole`, the largest first; what would be too many becomes one. Rao. */
export function layBar(amounts: readonly bigint[], whole: bigint): Bar {
  const sorted = amounts.toSorted(largestFirst)
  const rest = sum(sorted.slice(MOST_SEGMENTS))
  const parts = [...sorted.slice(0, MOST_SEGMENTS), ...(rest > 0n ? [rest] : [])]
  let laid = 0n
  const segments = parts.map((part) => {
    const x = place(laid, whole)
    laid += part
    return { x, width: place(laid, whole) - x }
  })
  return { segments, percent: Math.floor(place(laid, whole) / 100) }
}

const largestFirst = (a: bigint, b: bigint): number => (a > b ? -1 : a < b ? 1 : 0)

const place = (amount: bigint, whole: bigint): number =>
  whole <= 0n || amount >= whole ? (amount > 0n ? Number(LENGTH) : 0) : Number((amount * LENGTH) / whole)

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)
