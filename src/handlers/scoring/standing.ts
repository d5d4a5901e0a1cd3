import { clip } from '../../github/escape.ts'
import type { Standing } from '../../mechanisms/scoring/standings.ts'

const LONGEST_LOGIN = 60

/** Where a proposal stands, for the templates of checks and comments: with the largest of its cuts, by login. */
export function describeStanding({ clipped, ...standing }: Standing, cuts: number) {
  const largest = clipped.toSorted((a, b) => b.from - b.to - (a.from - a.to))
  return {
    ...standing,
    clipped: largest.slice(0, cuts).map(({ validator, from, to }) => ({
      validator: clip(validator.login, LONGEST_LOGIN),
      from,
      to,
    })),
    more: Math.max(clipped.length - cuts, 0),
  }
}
