import type { Proposal, SeenHead } from './slice.ts'

/** How many of the least hashes a fingerprint keeps. */
export const FINGERPRINT_SIZE = 512

/** How much of the earlier one must be compared before it can be said to be in the later one: a small piece is anybody's. */
export const SUBSTANCE = 64

/** Basis points. */
const SLACK = 1_000

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
 * How much of the part is in the whole, in basis points, however much else the whole says: of the part's hashes that are
 * less than all that either fingerprint left out, the share that the whole has too. The hash at which a fingerprint ends
 * is not counted, as it is not there by chance. 0 where fewer than `SUBSTANCE` can be compared, or less than `least` is certain.
 */
export function containment(part: readonly number[], whole: readonly number[], least = 0): number {
  const end = Math.min(endOf(part), endOf(whole))
  const mostMissing = part.length * (10_000 - least)
  let [place, compared, both] = [0, 0, 0]
  for (const hash of part) {
    if (hash >= end) break
    while ((whole[place] ?? end) < hash) place++
    if (whole[place] === hash) both++
    compared++
    if ((compared - both) * 10_000 > mostMissing) return 0
  }
  return compared < SUBSTANCE ? 0 : Math.floor((both * 10_000) / compared)
}

/** A fingerprint that is not full has left nothing out. */
const endOf = (fingerprint: readonly number[]): number =>
  fingerprint.length < FINGERPRINT_SIZE
    ? Number.POSITIVE_INFINITY
    : (fingerprint.at(-1) ?? Number.POSITIVE_INFINITY)

/**
 * The pull request that this one copies: another in the race that is, or was, as like as `threshold` (basis points), or as
 * much a part of this one, and had such content first. Of several, the one that had it earliest. Of two, never each copies
 * the other.
 */
export function copiedFrom(
  proposal: Proposal,
  others: readonly Proposal[],
  threshold: number,
): number | null {
  const copied = others
    .filter(({ pull }) => pull !== proposal.pull)
    .flatMap((other) => {
      const at = copiedAt(proposal, other, threshold)
      if (at === null) return []
      const back = copiedAt(other, proposal, threshold)
      return back === null || isFirst(other, at, proposal, back) ? [{ pull: other.pull, at }] : []
    })
  const [first] = copied.toSorted((a, b) => a.at - b.at || a.pull - b.pull)
  return first?.pull ?? null
}

/** When the other first had what this proposal took from it; null if it took nothing. */
function copiedAt(proposal: Proposal, other: Proposal, threshold: number): number | null {
  const times = [likeAt(proposal, other, threshold), partAt(proposal, other, threshold)]
  const known = times.filter((at) => at !== null)
  return known.length > 0 ? Math.min(...known) : null
}

/** As a whole: the other had content like this one's before this one had content like the other's. */
function likeAt(proposal: Proposal, other: Proposal, threshold: number): number | null {
  const isLike = (to: Proposal) => (fingerprint: readonly number[]) =>
    similarity(fingerprint, presentOf(to), threshold) >= threshold
  const theirs = firstTime(other, isLike(proposal))
  if (theirs === null) return null
  const own = firstTime(proposal, isLike(other)) ?? firstTime(proposal, isLike(proposal))
  return own !== null && isFirst(other, theirs, proposal, own) ? theirs : null
}

/**
 * As a part: a head of the other is in this proposal, and the other had such content before this one did. Both are held to
 * `SLACK` less when they had it, so that whose text it is does not become another's by a word here and there. Of the
 * other's heads the first and the last such are looked at, which bounds the work.
 */
function partAt(proposal: Proposal, other: Proposal, threshold: number): number | null {
  const present = presentOf(proposal)
  const isTaken = ({ fingerprint }: SeenHead) => containment(fingerprint, present, threshold) >= threshold
  const ends = [other.heads.find(isTaken), other.heads.findLast(isTaken)]
  const least = threshold - SLACK
  const taken = ends.flatMap((part) => {
    if (!part) return []
    const hadIt = (whole: readonly number[]) => containment(part.fingerprint, whole, least) >= least
    const [theirs, own] = [firstTime(other, hadIt), firstTime(proposal, hadIt)]
    return theirs !== null && own !== null && isFirst(other, theirs, proposal, own) ? [theirs] : []
  })
  return taken.length > 0 ? Math.min(...taken) : null
}

const presentOf = ({ reading }: Proposal): readonly number[] => reading?.fingerprint ?? []

/** When a proposal first had such content; null if it never had. Its heads are in the order in which they were seen. */
const firstTime = ({ heads }: Proposal, isSuch: (fingerprint: readonly number[]) => boolean): number | null =>
  heads.find(({ fingerprint }) => isSuch(fingerprint))?.seenAt ?? null

/** Of the same moment, the lower number. */
const isFirst = (one: Proposal, at: number, other: Proposal, then: number): boolean =>
  at < then || (at === then && one.pull < other.pull)
