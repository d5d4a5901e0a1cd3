import { describe } from 'vitest'
import { startPostgres } from '../postgres.ts'
import { failing, tellLaunch } from './launch.ts'
import { LAUNCHES } from './matrix.ts'
import { slashedForAnIncident } from './slash.ts'

describe('on PostgreSQL, with a treasury that has no key', { timeout: 60_000 }, () =>
  tellLaunch({
    start: startPostgres,
    pure: true,
    kills: LAUNCHES.PostgreSQL,
    slashed: slashedForAnIncident,
    // Longer than the vote on the incident.
    settings: failing(2, '7 days'),
  }),
)
