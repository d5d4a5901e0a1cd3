import type { Update, UpdateVerdict } from './slice.ts'

/** How many of its days must be good: the share of them, rounded up. */
export const neededOf = ({ rules: { probation, month } }: Pick<Update, 'rules'>): number =>
  Math.ceil((month.probationDays * probation.goodShareBasisPoints) / 10_000)

/**
 * N2: null while it can still go either way. What cannot hold any more has broken, whatever days are left; the last day counts. So does an
 * incident: one that is upheld breaks it, and while one is being decided it does not hold yet.
 */
export function verdictOf(update: Judged): UpdateVerdict | null {
  const { rules, recorded, good, openIncidents, isUpheld } = update
  if (isUpheld) return 'broke'
  const needed = neededOf(update)
  const left = rules.month.probationDays - recorded
  if (good + left < needed) return 'broke'
  return left <= 0 && openIncidents === 0 ? 'held' : null
}

type Judged = Pick<Update, 'rules' | 'recorded' | 'good' | 'openIncidents' | 'isUpheld'>

/** When the next day is over, milliseconds UTC. Null while one is being read, after the last, and outside the probation. */
export function dayDue({ stage, startedAt, asked, recorded, rules }: Update): number | null {
  if (stage !== 'probation' || startedAt === null) return null
  if (asked > recorded || asked >= rules.month.probationDays) return null
  return startedAt + (asked + 1) * rules.probation.day
}
