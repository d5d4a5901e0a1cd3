import type { Dispute } from '../dispute/slice.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { Incident, IncidentOpened, ProbationEvent, ProbationSlice } from './slice.ts'

export function evolveProbation(state: SubnetState, event: ProbationEvent): SubnetState {
  const { probation } = state
  if (!probation) return state
  const next = { ...state, probation: { ...probation, ...change(probation, event) } }
  if (event.type !== 'ProbationEnded') return next
  return { ...next, phase: event.verdict === 'passed' ? 'live' : 'failed' }
}

function change(probation: ProbationSlice, event: ProbationEvent): Partial<ProbationSlice> {
  switch (event.type) {
    case 'HealthDue':
      return { asked: event.day }
    case 'DayRecorded': {
      const { day, health, good, missing, at } = event
      return { days: [...probation.days, { ...health, day, good, missing, at }] }
    }
    case 'IncidentOpened':
      return { incidents: [...probation.incidents, opened(event)] }
    case 'IncidentVoted':
      return withDispute(probation, event.issue, ({ votes }) => ({
        votes: { ...votes, [event.voter.id]: event.side },
      }))
    case 'IncidentClosed':
      return withDispute(probation, event.issue, () => ({ verdict: event.verdict }))
    case 'ProbationEnded':
      return { verdict: event.verdict }
  }
}

function opened({ issue, opener, reason, closesAt, electorate, quorum, at }: IncidentOpened): Incident {
  const dispute: Dispute = {
    ...{ number: issue, challenger: opener, reason, openedAt: at, closesAt, electorate, quorum },
    ...{ challengerShareBasisPoints: 0, votes: {}, verdict: null },
  }
  return { issue, dispute }
}

function withDispute(
  { incidents }: ProbationSlice,
  issue: number,
  news: (dispute: Dispute) => Partial<Dispute>,
): Partial<ProbationSlice> {
  const changed = (incident: Incident): Incident =>
    incident.issue === issue
      ? { ...incident, dispute: { ...incident.dispute, ...news(incident.dispute) } }
      : incident
  return { incidents: incidents.map(changed) }
}
