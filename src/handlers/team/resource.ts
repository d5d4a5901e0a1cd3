import { createHash } from 'node:crypto'
import { readTeamState } from '../../ledger/read-subnet.ts'
import { benchOf } from '../../mechanisms/team/bench.ts'
import { WHOLE_STANDING, weightsOf } from '../../mechanisms/team/standing.ts'
import type { Resource } from '../kit/resource.ts'

/** `/api/ideas/<issue>/team`: who holds which role now, and what each weighs in the team's mechanism (rule T3). */
export const teamResource: Resource = {
  name: 'team',
  read: async (queries, { stream, launch }) => {
    const bench = benchOf((await readTeamState(queries, stream)).team)
    const weights = weightsOf(bench)
    const body = {
      subnet: stream,
      netuid: launch?.netuid ?? null,
      roles: bench.roles,
      members: bench.seats.map(({ role, person, coldkey, since }) => ({
        role,
        user: person.id,
        login: person.login,
        coldkey,
        since,
        standing: bench.standings[person.id] ?? 0,
        weight: weights.get(person.id) ?? 0,
      })),
      whole_standing: WHOLE_STANDING,
    }
    const etag = createHash('sha256').update(JSON.stringify(body)).digest('hex')
    return { body, etag, signs: null }
  },
}
