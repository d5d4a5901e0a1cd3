import { verdictOf } from '../dispute/verdict.ts'
import { isOver, type Moment, type View, type Wide } from '../kernel/family.ts'
import { ofUpdate, onProbation } from './on-probation.ts'
import type { ProbationEvent, ProbationShape, SeesProbation } from './slice.ts'

type State = View<ProbationShape>

/** L2: incidents close, also those that the verdict has overtaken; days are asked for, the verdict falls. */
export function follows(state: Wide<ProbationShape>, moment: Moment): ProbationEvent | null {
  const { probation } = state
  if (!probation) return null
  const closed = closing(state, moment)
  return closed || probation.verdict ? closed : (ending(state, moment) ?? nextDay(state, moment))
}

/** All that are over close at one tick, one after the other: the state knows how many are left. */
function closing(state: Wide<ProbationShape>, moment: Moment): ProbationEvent | null {
  const left = state.probation?.closings.filter((closesAt) => isOver(moment, closesAt)).length ?? 0
  const next = left > 0 ? state.over?.filter(({ of }) => of === 'incident').at(-left) : undefined
  if (!next) return null
  const stands = onProbation(state)
  const round = stands && next.openedAt >= stands.since ? stands.round : null
  return {
    type: 'IncidentClosed',
    issue: next.number,
    ...verdictOf(next),
    ...ofUpdate(round),
    ...moment.when,
  }
}

/** An upheld incident ends it at once; otherwise the days decide, when all are there and no incident is open. */
function ending({ probation, launch }: State, { when }: Moment): ProbationEvent | null {
  if (!probation || !launch) return null
  const { recorded, good: goodDays, closings, broken } = probation
  const rules = launch.rules.probation
  if (!broken && (recorded < rules.days || closings.length > 0)) return null
  const isGood = !broken && goodDays * 10_000 >= recorded * rules.goodShareBasisPoints
  return {
    type: 'ProbationEnded',
    verdict: isGood ? 'passed' : 'failed',
    goodDays,
    days: recorded,
    ...when,
  }
}

function nextDay(state: State, moment: Moment): ProbationEvent | null {
  if (!isOver(moment, dayDue(state))) return null
  return { type: 'HealthDue', day: (state.probation?.asked ?? 0) + 1, ...moment.when }
}

/** When the next day is over, milliseconds UTC. Null while one is being read, and after the last. */
export function dayDue({ probation, launch }: State): number | null {
  if (!probation || !launch || probation.verdict) return null
  const { startedAt, recorded, asked } = probation
  const { days: all, day } = launch.rules.probation
  return asked > recorded || asked >= all ? null : startedAt + (asked + 1) * day
}

export const incidentDue = ({ probation }: SeesProbation): number | null => probation?.closings[0] ?? null
