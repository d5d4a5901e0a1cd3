import { stoodAt } from './sightings.ts'
import type { FilesVerdict, Proposal } from './slice.ts'

/** A proposal by the head that is compared: of a round or a task that ends, the one that stood at its end (rules A3 and G0). */
export interface Contender extends Pick<Proposal, 'pull' | 'author' | 'sightings' | 'status'> {
  readonly head: string
  /** What was read of that head; null where it was not. */
  readonly verdict: FilesVerdict | null
}

/** As it is now, or as it was at the end of what is counted. A push after that takes no score from the head before it. */
export function contenderAt(proposal: Proposal, end: number | null): Contender {
  const { pull, author, sightings, status } = proposal
  const head = headAt(proposal, end)
  return { pull, author, sightings, status, head, verdict: filesVerdictOf(proposal, head) }
}

/** Of what is forgotten nobody knows which head it was: then it is the present one. */
export const headAt = (proposal: Pick<Proposal, 'head' | 'sightings'>, end: number | null): string =>
  (end === null ? undefined : stoodAt(proposal, end)?.head) ?? proposal.head

/** What was read of one of its heads, the present one or an earlier. */
export function filesVerdictOf(
  { head: present, reading, earlier }: Proposal,
  head: string,
): FilesVerdict | null {
  return (head === present && reading ? verdictIn(reading) : earlier?.[head]) ?? null
}

export function verdictIn({
  touches,
  problems,
}: Pick<NonNullable<Proposal['reading']>, 'touches' | 'problems'>): FilesVerdict {
  if (!touches) return 'aside'
  return problems.length > 0 ? 'wrong' : 'good'
}

/** Whether it is in the race with that head. What its author has withdrawn since is not. */
export const isContending = ({ status, verdict }: Contender): boolean =>
  status === 'open' && verdict === 'good'
