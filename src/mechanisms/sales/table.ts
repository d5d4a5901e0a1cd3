import { type Alpha, alpha } from '../money.ts'
import { divide } from '../shares.ts'

/** Into so many parts the output is divided: fine enough for a buyer of a millionth of a millionth. */
export const WHOLE = 1_000_000_000_000n

export interface Bought {
  /** SS58. */
  readonly coldkey: string
  /** Of all time. */
  readonly amount: Alpha
}

export interface Share extends Bought {
  /** Parts of the whole. */
  readonly parts: bigint
}

/**
 * Rules S1 and S2: shares follow all-time totals and sum to the whole exactly. The table goes by coldkey, so that whoever
 * computes it again gets the same to the last part, in whatever order the purchases came.
 */
export function shareTable(totals: readonly Bought[]): Share[] {
  const buyers = totals
    .filter(({ amount }) => amount > 0n)
    .toSorted((one, other) => (one.coldkey < other.coldkey ? -1 : one.coldkey > other.coldkey ? 1 : 0))
  const parts = divide(
    WHOLE,
    buyers.map(({ amount }) => amount),
  )
  return buyers.map((buyer, place) => ({ ...buyer, parts: parts[place] ?? 0n }))
}

/** Where a quote is given, so many of the others are named. */
export const NAMED = 10

/** What one buyer has sent beside the others, and all together. The others are the largest first, in whatever order they bought. */
export interface OwnAndOthers {
  readonly sold: Alpha
  readonly own: Alpha
  readonly others: readonly Bought[]
}

/** `coldkey` is null where nobody is known who could have sent anything. */
export const besideOthers = (totals: readonly Bought[], coldkey: string | null): OwnAndOthers => ({
  sold: alpha(totals.reduce((sum, { amount }) => sum + amount, 0n)),
  own: totals.find((buyer) => buyer.coldkey === coldkey)?.amount ?? alpha(0n),
  others: totals.filter((buyer) => buyer.coldkey !== coldkey).toSorted(largestFirst),
})

function largestFirst(one: Bought, other: Bought): number {
  if (one.amount !== other.amount) return one.amount > other.amount ? -1 : 1
  return one.coldkey < other.coldkey ? -1 : 1
}

/** What somebody's share would be of the whole after buying so much more. Parts of the whole, rounded down. */
export function quote(sold: bigint, own: bigint, more: bigint): bigint {
  const after = sold + more
  return after === 0n ? 0n : (WHOLE * (own + more)) / after
}

/** What a purchase would make of shares: those of its buyer, and those of others. Parts of the whole, rounded down. */
export interface ShareChange {
  readonly before: bigint
  readonly after: bigint
}

/** What becomes of the share of whoever has sent `own`, when a buyer sends so much more: their share thins out. */
export const thinned = (sold: bigint, own: bigint, more: bigint): ShareChange => ({
  before: quote(sold, own, 0n),
  after: quote(sold + more, own, 0n),
})

/** What becomes of the buyer's own share. */
export const grown = (sold: bigint, own: bigint, more: bigint): ShareChange => ({
  before: quote(sold, own, 0n),
  after: quote(sold, own, more),
})
