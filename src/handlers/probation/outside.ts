import type { Outside } from '../kit/outside.ts'
import { intentsOf, refusalsOf, stepsOf } from '../kit/words.ts'
import { reportHealth } from './health.ts'
import { handleIncidentIssue } from './open-incident.ts'

export const probationOutside: Outside<'probation'> = {
  webhooks: { issues: handleIncidentIssue },
  errands: { health: reportHealth },
  intents: intentsOf('probation', 'bounty'),
  refusals: refusalsOf('probation', 'incident-known', 'no-probation', 'own-subnet', 'too-many-incidents'),
  steps: stepsOf('probation', 'stand-probation', 'pay-guarantor', 'slash-guarantor', 'live', 'failed'),
}
