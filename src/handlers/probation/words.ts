import { intentsOf, refusalsOf, summariesOf } from '../kit/words.ts'

export const probationSummaries = summariesOf(
  'probation',
  'stand-probation',
  'pay-guarantor',
  'slash-guarantor',
  'live',
  'failed',
)

export const probationIntents = intentsOf('probation', 'bounty')

export const probationRefusals = refusalsOf(
  'probation',
  'incident-known',
  'no-probation',
  'own-subnet',
  'too-many-incidents',
)
