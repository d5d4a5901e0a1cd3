import type { MiningSlice } from '../mining/slice.ts'
import type { Rao } from '../money.ts'
import type { Score, Scores } from './slice.ts'

export interface SeesStakes {
  /** By user id: the validators' stakes as they were last counted, rao. Members of a team have 1 each. In the rows of rounds. */
  readonly stakes: Readonly<Record<number, Rao>>
}

/**
 * The validators' stakes as last known, by user id, in rao. They are as they were counted at the end of a round. For validators who have
 * scored since, they are as at the latest score.
 */
export function stakesOf(
  { round }: MiningSlice,
  countedStakes: Readonly<Record<number, Rao>>,
  scores: Iterable<Scores>,
): Record<number, Rao> {
  // The round that was counted last: the present one once it is.
  const counted = round ? round.number - (round.digest === null ? 1 : 0) : 0
  const latest = new Map<number, Score>()
  for (const given of scores) {
    for (const score of Object.values(given)) {
      const known = latest.get(score.validator.id)
      if (score.round > counted && (!known || isLater(score, known))) latest.set(score.validator.id, score)
    }
  }
  const since = [...latest].map(([user, { stake }]) => [user, stake] as const)
  return { ...countedStakes, ...Object.fromEntries(since) }
}

const isLater = (one: Score, other: Score): boolean =>
  one.round > other.round || (one.round === other.round && one.at > other.at)
