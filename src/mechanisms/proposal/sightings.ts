import type { Proposal, ProposalStatus } from './slice.ts'

/** What a pull request was at one time, by GitHub's clock. */
export interface Sighting {
  readonly at: number
  readonly head: string
  readonly status: ProposalStatus
}

/** How many are remembered: more are the doing of somebody who pushes without end. */
const MOST = 64

type Seen = readonly Sighting[]

/** With one more, in the order of GitHub's time, whenever it is heard. Of one second, what is heard later comes later. */
export function withSighting(known: Seen, { at, head, status }: Sighting): Seen {
  const later = known.findIndex((one) => one.at > at)
  const place = later === -1 ? known.length : later
  return bounded(known.toSpliced(place, 0, { at, head, status }))
}

/** What says nothing that its neighbours do not goes first, then the oldest. */
function bounded(seen: Seen): Seen {
  if (seen.length <= MOST) return seen
  const idle = seen.findIndex((one, place) => isSame(one, seen[place - 1]) && isSame(one, seen[place + 1]))
  return seen.toSpliced(Math.max(idle, 0), 1)
}

/** Whether two say the same of the pull request. */
export const isSame = (one: Sighting, other: Sighting | undefined): boolean =>
  one.head === other?.head && one.status === other.status

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
