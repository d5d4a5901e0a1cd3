import type { Proposal, ProposalStatus } from './slice.ts'

/** What a pull request was at one time, by GitHub's clock. */
export interface Sighting {
  readonly at: number
  readonly head: string
  readonly status: ProposalStatus
  /** The issue that its text named as a task; absent where it named none. */
  readonly task?: number
  /** The head that a push replaced; absent where it was no push, or nobody said. */
  readonly before?: string
}

/** How many are remembered: more are the doing of somebody who pushes without end. */
const MOST = 64

type Seen = readonly Sighting[]

/**
 * With one more, in the order of GitHub's time, whenever it is heard. GitHub writes whole seconds: of one second, a push comes after the
 * head that it replaced, and the last is what the next push replaced. What nothing puts in order stays as it was heard.
 */
export function withSighting(known: Seen, one: Sighting): Seen {
  const earlier = known.filter(({ at }) => at < one.at)
  const later = known.filter(({ at }) => at > one.at)
  const group = [...known.filter(({ at }) => at === one.at), sightingOf(one)]
  const ordered = endingWith(chained(group, earlier.at(-1)?.head), later[0]?.before)
  return bounded([...endingSecond(earlier, one), ...ordered, ...later])
}

const sightingOf = ({ at, head, status, task, before }: Sighting): Sighting => ({
  at,
  head,
  status,
  ...(task !== undefined && { task }),
  ...(before !== undefined && { before }),
})

/** What is heard of a later second may tell which head stood at the end of the one before. */
function endingSecond(earlier: Seen, { before }: Sighting): Seen {
  const end = earlier.at(-1)?.at
  const place = earlier.findIndex(({ at }) => at === end)
  return place === -1 ? earlier : [...earlier.slice(0, place), ...endingWith(earlier.slice(place), before)]
}

/** The sightings of one second: each push after what it replaced, beginning with the head that stood before. */
function chained(group: Seen, start: string | undefined): Seen {
  if (group.every(({ before }) => before === undefined)) return group
  const left = [...group]
  const ordered: Sighting[] = []
  let head = start
  while (left.length > 0) {
    const [next] = left.splice(placeOfNext(left, head), 1)
    if (!next) break
    ordered.push(next)
    head = next.head
  }
  return ordered
}

/** What is said of the head itself comes before the push that replaces it, and what follows nothing that is left before the rest. */
function placeOfNext(left: Seen, head: string | undefined): number {
  const said = left.findIndex((one) => one.before === undefined && one.head === head)
  const pushed = left.findIndex(({ before }) => before !== undefined && before === head)
  const loose = left.findIndex(({ before }) => !left.some((other) => other.head === before))
  return [said, pushed, loose, 0].find((place) => place >= 0) ?? 0
}

/** With the last sighting of a head at its end, if there is one. */
function endingWith(group: Seen, head: string | undefined): Seen {
  const place = head === undefined ? -1 : group.findLastIndex((one) => one.head === head)
  const last = group[place]
  return last ? [...group.toSpliced(place, 1), last] : group
}

/** What says nothing that its neighbours do not goes first, then the oldest. */
function bounded(seen: Seen): Seen {
  if (seen.length <= MOST) return seen
  const idle = seen.findIndex(
    (one, place) => isSameSighting(one, seen[place - 1]) && isSameSighting(one, seen[place + 1]),
  )
  return seen.toSpliced(Math.max(idle, 0), 1)
}

/** Whether two say the same of the pull request. */
export const isSameSighting = (one: Sighting, other: Sighting | undefined): boolean =>
  one.head === other?.head && one.status === other.status && one.task === other.task

/** When the present head came, as far as is remembered: milliseconds UTC. */
export function standsSince({
  sightings,
  head,
  updatedAt,
}: Pick<Proposal, 'sightings' | 'head' | 'updatedAt'>): number {
  const other = sightings.findLastIndex((one) => one.head !== head)
  return sightings[other + 1]?.at ?? updatedAt
}

/** The last sighting at a time or before it. */
export const sightedAt = ({ sightings }: Pick<Proposal, 'sightings'>, at: number): Sighting | undefined =>
  sightings.findLast((one) => one.at <= at)

/**
 * What stood when something was written. Whoever writes in the second of a push has not seen it yet. Before the first sighting it was
 * what the first one says; undefined where older ones are forgotten.
 */
export function stoodAt({ sightings }: Pick<Proposal, 'sightings'>, at: number): Sighting | undefined {
  const stood = sightings.findLast((one) => one.at < at)
  return stood ?? (sightings.length < MOST ? sightings[0] : undefined)
}
