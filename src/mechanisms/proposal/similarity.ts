/** How many of the least hashes a fingerprint keeps. */
export const FINGERPRINT_SIZE = 512

/** How much of the earlier one must be compared before it can be said to be in the later one: a small piece is anybody's. */
export const SUBSTANCE = 64

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
 * How much of the part is in the whole, in basis points, however much else the whole says. It takes those hashes of the part that
 * are less than all that either fingerprint left out. It counts the share of them that the whole has too. The hash at which a
 * fingerprint ends is not counted, as it is not there by chance. 0 where fewer than `SUBSTANCE` can be compared, or less than
 * `least` is certain.
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
