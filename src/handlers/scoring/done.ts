import type { Contender } from '../../mechanisms/proposal/contender.ts'
import type { Scores } from '../../mechanisms/scoring/slice.ts'
import { liveScores } from '../../mechanisms/scoring/standings.ts'

/** The user ids of those who have nothing left to score among these: what is their own, nobody scores. */
export function doneWith(
  among: readonly Contender[],
  scores: Readonly<Record<number, Scores>>,
): readonly number[] {
  const having = among.map((one) => {
    const given = liveScores(one, scores[one.pull]).map(({ validator }) => validator.id)
    return new Set([one.author.id, ...given])
  })
  const [first, ...others] = having
  return [...(first ?? [])].filter((user) => others.every((users) => users.has(user)))
}
