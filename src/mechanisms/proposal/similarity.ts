import type { Proposal } from './slice.ts'

/** How many of the least hashes a fingerprint keeps. */
export const FINGERPRINT_SIZE = 256

/**
 * How alike two fingerprints are, in basis points: the Jaccard index of the two sets, estimated from their least hashes
 * (Broder's bottom-k sketch). A fingerprint holds different hashes, in rising order. What adds nothing resembles nothing.
 */
export function similarity(left: readonly number[], right: readonly number[]): number {
  const union = [...new Set([...left, ...right])].toSorted((a, b) => a - b).slice(0, FINGERPRINT_SIZE)
  if (union.length === 0) return 0
  const [inLeft, inRight] = [new Set(left), new Set(right)]
  const both = union.filter((hash) => inLeft.has(hash) && inRight.has(hash)).length
  return Math.floor((both * 10_000) / union.length)
}

/**
 * The pull request that this one copies: another in the race that is as like as `threshold` (basis points), and had such
 * content first. Of several, the one that had it earliest.
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
      const own = firstLike(proposal, other, threshold)
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
  const like = proposal.heads.filter(({ fingerprint }) => similarity(fingerprint, present) >= threshold)
  return like.length > 0 ? Math.min(...like.map(({ seenAt }) => seenAt)) : null
}
