import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, refusalsOf, stepsOf } from '../kit/words.ts'
import { reportHealth } from './health.ts'
import { ended, incidentDecided, incidentOpened } from './notices.ts'
import { handleIncidentIssue } from './open-incident.ts'

export const probationOutside: Outside<'probation'> = {
  events: eventsOf(
    'probation',
    'HealthDue',
    'DayRecorded',
    'IncidentVoted',
    'IncidentOpened',
    'IncidentClosed',
    'ProbationEnded',
  ),
  fields: { ...counts('day', 'days', 'goodDays', 'miners', 'validators'), emission: 'alpha' },
  webhooks: { issues: handleIncidentIssue },
  errands: { health: reportHealth },
  intents: intentsOf('probation', 'bounty'),
  notices: {
    ...quiet('HealthDue', 'DayRecorded', 'IncidentVoted'),
    IncidentOpened: incidentOpened,
    IncidentClosed: incidentDecided,
    ProbationEnded: ended,
  },
  refusals: refusalsOf('probation', 'incident-known', 'no-probation', 'own-subnet', 'too-many-incidents'),
  steps: stepsOf('probation', 'stand-probation', 'pay-guarantor', 'slash-guarantor', 'live', 'failed'),
}
