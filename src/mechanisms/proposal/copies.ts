import { containment, FINGERPRINT_SIZE, similarity } from './similarity.ts'
import type { Candidate, SeenHead } from './slice.ts'

/** Basis points. */
const SLACK = 1_000

/**
 * By pull request, the one that it copies, or null. A proposal copies another in the race, now or before, that had such content
 * first. The other is as like as `threshold` (basis points), or as much a part of this one. Of several it is the one that had it
 * earliest. Two never copy each other.
 */
export function copiesAmong(
  proposals: readonly Candidate[],
  threshold: number,
): ReadonlyMap<number, number | null> {
  const mayBeCopied = indexOf(proposals, threshold)
  return new Map(
    proposals.map((proposal) => [proposal.pull, copiedFrom(proposal, mayBeCopied(proposal), threshold)]),
  )
}

/** A proposal, and when its first head was seen: it had nothing earlier. */
interface Dated {
  readonly proposal: Candidate
  readonly since: number
}

/** `others` begin with the earliest, so that nobody is looked at who came after the first that fits. */
function copiedFrom(proposal: Candidate, others: readonly Dated[], threshold: number): number | null {
  let first: number | null = null
  let earliest = Math.max(...proposal.heads.map(({ seenAt }) => seenAt))
  for (const { proposal: other, since } of others) {
    if (since > earliest) break
    if (other.pull === proposal.pull) continue
    const at = copiedAt(proposal, other, threshold)
    if (at === null || (first !== null && (at > earliest || (at === earliest && other.pull > first))))
      continue
    const back = copiedAt(other, proposal, threshold)
    if (back === null || isFirst(other, at, proposal, back)) [first, earliest] = [other.pull, at]
  }
  return first
}

/** So many hashes of what may be copied are looked for: a few are anybody's, and half of `SUBSTANCE` is always compared. */
const SHARED = 16

/** Under this, basis points, the index would leave nothing out. */
const SELECTIVE = 5_000

/**
 * Who may be copied by a proposal, the earliest first: those that share enough hashes with it. If most of a head is in another,
 * most of its least hashes are there too. The index holds as many as can be missing at all, and `SHARED` more; so many of them
 * must be found. Nobody whom the comparison would find is left out.
 */
function indexOf(
  proposals: readonly Candidate[],
  threshold: number,
): (proposal: Candidate) => readonly Dated[] {
  const dated = proposals
    .map((proposal) => ({ proposal, since: Math.min(...proposal.heads.map(({ seenAt }) => seenAt)) }))
    .toSorted((a, b) => a.since - b.since || a.proposal.pull - b.proposal.pull)
  if (threshold < SELECTIVE) return () => dated
  const places = new Map<number, number[]>()
  const least = dated.map(({ proposal }, place) => {
    const samples = proposal.heads.map(({ fingerprint }) => sampleOf(fingerprint, threshold))
    for (const hash of new Set(samples.flatMap(({ hashes }) => hashes))) {
      const found = places.get(hash)
      if (found) found.push(place)
      else places.set(hash, [place])
    }
    return Math.min(...samples.map(({ shared }) => shared))
  })
  return (proposal) => {
    const counts = new Uint32Array(dated.length)
    for (const hash of presentOf(proposal)) {
      for (const place of places.get(hash) ?? []) counts[place] = (counts[place] ?? 0) + 1
    }
    return dated.filter((_, place) => (counts[place] ?? 0) >= (least[place] ?? 0))
  }
}

/** The least hashes of one head, and how many of them whoever copies it has. */
function sampleOf(
  fingerprint: readonly number[],
  threshold: number,
): { readonly hashes: readonly number[]; readonly shared: number } {
  const size = fingerprint.length
  if (size === 0) return { hashes: [], shared: Number.POSITIVE_INFINITY }
  // As a part it has `size` hashes to compare; beside another, the union of both has at most so many.
  const compared = Math.max(size, Math.min(FINGERPRINT_SIZE, (size * 10_000) / threshold))
  const missing = Math.floor((compared * (10_000 - threshold)) / 10_000)
  const hashes = fingerprint.slice(0, missing + SHARED)
  return { hashes, shared: Math.max(1, hashes.length - missing) }
}

/** When the other first had what this proposal took from it; null if it took nothing. */
function copiedAt(proposal: Candidate, other: Candidate, threshold: number): number | null {
  const times = [likeAt(proposal, other, threshold), partAt(proposal, other, threshold)]
  const known = times.filter((at) => at !== null)
  return known.length > 0 ? Math.min(...known) : null
}

/** As a whole: the other had content like this one's before this one had content like the other's. */
function likeAt(proposal: Candidate, other: Candidate, threshold: number): number | null {
  const isLike = (to: Candidate) => (fingerprint: readonly number[]) =>
    similarity(fingerprint, presentOf(to), threshold) >= threshold
  const theirs = firstTime(other, isLike(proposal))
  if (theirs === null) return null
  const own = firstTime(proposal, isLike(other)) ?? firstTime(proposal, isLike(proposal))
  return own !== null && isFirst(other, theirs, proposal, own) ? theirs : null
}

/**
 * As a part: a head of the other is in this proposal, and the other had such content before this one did. For when they had it both
 * are held to `SLACK` less: whose text it is does not become another's by a word here and there. Of the
 * other's heads the first and the last such are looked at, which bounds the work.
 */
function partAt(proposal: Candidate, other: Candidate, threshold: number): number | null {
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

const presentOf = ({ present }: Candidate): readonly number[] => present

/** When a proposal first had such content; null if it never had. Its heads are in the order in which they were seen. */
const firstTime = (
  { heads }: Candidate,
  isSuch: (fingerprint: readonly number[]) => boolean,
): number | null => heads.find(({ fingerprint }) => isSuch(fingerprint))?.seenAt ?? null

/** Of the same moment, the lower number. */
const isFirst = (one: Candidate, at: number, other: Candidate, then: number): boolean =>
  at < then || (at === then && one.pull < other.pull)
