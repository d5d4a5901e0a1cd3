import { verdictOf } from '../dispute/decide.ts'
import { guaranteeOf } from '../mining/rounds.ts'
import type { GuaranteeReturned, GuaranteeSlashed } from '../mining/slice.ts'
import type { Moment } from '../subnet/consequences.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { Incident, ProbationEvent } from './slice.ts'

type Consequence = ProbationEvent | GuaranteeReturned | GuaranteeSlashed

/** L2: incidents close, days are asked for, the verdict falls, and the collateral follows it. */
export function probationConsequence(state: SubnetState, moment: Moment): Consequence | null {
  const { probation } = state
  if (!probation) return null
  if (probation.verdict) return collateral(state, probation.verdict, moment)
  return closing(probation.incidents, moment) ?? ending(state, moment) ?? nextDay(state, moment)
}

function closing(incidents: readonly Incident[], { when, tick }: Moment): ProbationEvent | null {
  const over = incidents.find(
    ({ dispute }) => dispute.verdict === null && tick !== null && tick.at >= dispute.closesAt,
  )
  return over ? { type: 'IncidentClosed', issue: over.issue, ...verdictOf(over.dispute), ...when } : null
}

/** An upheld incident ends it at once; otherwise the days decide, when all are there and no incident is open. */
function ending({ probation, launch }: SubnetState, { when }: Moment): ProbationEvent | null {
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

function nextDay(state: SubnetState, { when, tick }: Moment): ProbationEvent | null {
  const due = dayDue(state)
  if (tick === null || due === null || tick.at < due) return null
  return { type: 'HealthDue', day: (state.probation?.asked ?? 0) + 1, ...when }
}

/** When the next day is over, milliseconds UTC. Null while one is being read, and after the last. */
export function dayDue({ probation, launch }: SubnetState): number | null {
  if (!probation || !launch || probation.verdict) return null
  const { startedAt, days, asked } = probation
  const { days: all, day } = launch.rules.probation
  return asked > days.length || asked >= all ? null : startedAt + (asked + 1) * day
}

export function incidentDue({ probation }: SubnetState): number | null {
  const open = probation?.incidents.filter(({ dispute }) => dispute.verdict === null) ?? []
  return open.length > 0 ? Math.min(...open.map(({ dispute }) => dispute.closesAt)) : null
}

function collateral(state: SubnetState, verdict: 'passed' | 'failed', { when }: Moment): Consequence | null {
  const round = state.launch?.round ?? 0
  if (guaranteeOf(state, round)?.fate !== 'held') return null
  return { type: verdict === 'passed' ? 'GuaranteeReturned' : 'GuaranteeSlashed', round, ...when }
}
