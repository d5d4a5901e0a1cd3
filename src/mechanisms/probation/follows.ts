import { verdictOf } from '../dispute/verdict.ts'
import { isReached, type Moment, type View } from '../kernel/family.ts'
import type { Incident, ProbationEvent, ProbationShape, SeesProbation } from './slice.ts'

type State = View<ProbationShape>

/** L2: incidents close, days are asked for, the verdict falls. */
export function follows(state: State, moment: Moment): ProbationEvent | null {
  const { probation } = state
  if (!probation || probation.verdict) return null
  return closing(probation.incidents, moment) ?? ending(state, moment) ?? nextDay(state, moment)
}

function closing(incidents: readonly Incident[], moment: Moment): ProbationEvent | null {
  const over = incidents.find(
    ({ dispute }) => dispute.verdict === null && isReached(moment, dispute.closesAt),
  )
  if (!over) return null
  return { type: 'IncidentClosed', issue: over.issue, ...verdictOf(over.dispute), ...moment.when }
}

/** An upheld incident ends it at once; otherwise the days decide, when all are there and no incident is open. */
function ending({ probation, launch }: State, { when }: Moment): ProbationEvent | null {
  if (!probation || !launch) return null
  const { days, incidents } = probation
  const rules = launch.rules.probation
  const goodDays = days.filter(({ good }) => good).length
  const isBroken = incidents.some(({ dispute }) => dispute.verdict === 'upheld')
  const isOpen = incidents.some(({ dispute }) => dispute.verdict === null)
  if (!isBroken && (days.length < rules.days || isOpen)) return null
  const isGood = !isBroken && goodDays * 10_000 >= days.length * rules.goodShareBasisPoints
  return {
    type: 'ProbationEnded',
    verdict: isGood ? 'passed' : 'failed',
    goodDays,
    days: days.length,
    ...when,
  }
}

function nextDay(state: State, moment: Moment): ProbationEvent | null {
  if (!isReached(moment, dayDue(state))) return null
  return { type: 'HealthDue', day: (state.probation?.asked ?? 0) + 1, ...moment.when }
}

/** When the next day is over, milliseconds UTC. Null while one is being read, and after the last. */
export function dayDue({ probation, launch }: State): number | null {
  if (!probation || !launch || probation.verdict) return null
  const { startedAt, days, asked } = probation
  const { days: all, day } = launch.rules.probation
  return asked > days.length || asked >= all ? null : startedAt + (asked + 1) * day
}

export function incidentDue({ probation }: SeesProbation): number | null {
  const open = probation?.incidents.filter(({ dispute }) => dispute.verdict === null) ?? []
  return open.length > 0 ? Math.min(...open.map(({ dispute }) => dispute.closesAt)) : null
}
