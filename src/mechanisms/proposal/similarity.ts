import type { Proposal } from './slice.ts'

/** How many of the least hashes a fingerprint keeps. */
export const FINGERPRINT_SIZE = 256

/**
 * How alike two fingerprints are, in basis points: the Jaccard index of the two sets, estimated from their least hashes
 * (Broder's bottom-k sketch). A fingerprint holds different hashes, in rising order, so that one walk along both is enough;
 * it ends with 0 as soon as less than `least` is certain. What adds nothing resembles nothing.
 */
export function similarity(left: readonly number[], right: readonly number[], least = 0): number {
  const mostApart = FINGERPRINT_SIZE * (10_000 - least)
  let [inLeft, inRight, union, both] = [0, 0, 0, 0]
  while (union < FINGERPRINT_SIZE && (inLeft < left.length || inRight < right.length)) {
    const one = left[inLeft] ?? Number.POSITIVE_INFINITY
    const other = right[inRight] ?? Number.POSITIVE_INFINITY
    if (one <= other) inLeft++
    if (other <= one) inRight++
    if (one === other) both++
    union++
    if ((union - both) * 10_000 > mostApart) return 0
  }
  return union === 0 ? 0 : Math.floor((both * 10_000) / union)
}

/**
 * The pull request that this one copies: another in the race that is, or was, as like as `threshold` (basis points), and
 * had such content first. Of several, the one that had it earliest. Of two, never each copies the other.
 */
export function copiedFrom(
  proposal: Proposal,
  others: readonly Proposal[],
  threshold: number,
): number | null {
  const earlier = others
    .filter(({ pull }) => pull !== proposal.pull)
    .flatMap((other) => {
      const theirs = firstLike(other, proposal, threshold)
      const own = firstLike(proposal, other, threshold) ?? firstLike(proposal, proposal, threshold)
      if (theirs === null || own === null) return []
      const isEarlier = theirs < own || (theirs === own && other.pull < proposal.pull)
      return isEarlier ? [{ pull: other.pull, at: theirs }] : []
    })
  const [first] = earlier.toSorted((a, b) => a.at - b.at || a.pull - b.pull)
  return first?.pull ?? null
}

/** When a proposal first had content like the other's present content; null if it never had. */
function firstLike(proposal: Proposal, other: Proposal, threshold: number): number | null {
  const present = other.reading?.fingerprint ?? []
  const like = proposal.heads.filter(
    ({ fingerprint }) => similarity(fingerprint, present, threshold) >= threshold,
  )
  return like.length > 0 ? Math.min(...like.map(({ seenAt }) => seenAt)) : null
}
