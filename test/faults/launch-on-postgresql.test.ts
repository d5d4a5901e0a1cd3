import { describe } from 'vitest'
import { startPostgres } from '../postgres.ts'
import { failing, LAUNCH, tellLaunch } from './launch.ts'
import { slashedForAnIncident } from './slash.ts'

/** Each kind of point once: what differs here is how a transaction ends, not what it pays for. */
const KILLS = LAUNCH.filter(([what]) => !/step|start call|reward/.test(what))

describe('on PostgreSQL, with a treasury that has no key', { timeout: 60_000 }, () =>
  tellLaunch({
    start: startPostgres,
    pure: true,
    kills: KILLS,
    slashed: slashedForAnIncident,
    settings: failing('10 minutes'),
  }),
)
