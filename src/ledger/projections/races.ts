import { sql } from 'drizzle-orm'
import { subnetOf } from '../../mechanisms/streams/names.ts'
import { race } from '../../mechanisms/subnet/race.ts'
import { races } from '../schema.ts'
import type { Projection } from './projection.ts'

/** One row a race: when its clock must call, and who is invited. */
export const raceRows: Projection<'race'> = {
  name: 'races',
  version: 2,
  tables: ['races'],
  kinds: ['race'],
  overwrites: true,
  apply: async (queries, { stream, after }) => {
    const { round } = after.mining
    const invitedId = round?.stage === 'invited' ? (round.invitation?.miner.id ?? null) : null
    const { at: dueAt } = race.due(after)
    await queries
      .insert(races)
      .values({ stream, subnet: subnetOf(stream), invitedId, dueAt })
      .onConflictDoUpdate({
        target: races.stream,
        set: { invitedId: sql`excluded.invited_id`, dueAt: sql`excluded.due_at` },
      })
  },
}
