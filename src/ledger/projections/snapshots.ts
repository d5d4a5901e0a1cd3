import { sql } from 'drizzle-orm'
import { encode } from '../json.ts'
import { snapshots } from '../schema.ts'
import type { Projection } from './projection.ts'

/** A stream's state is kept each time that it has grown by so many events: reading folds as many at most. */
export const SNAPSHOT_EVERY = 50

export const snapshotRows: Projection = {
  name: 'snapshots',
  version: 1,
  tables: ['snapshots'],
  kinds: 'all',
  hears: ({ sequence }) => sequence % SNAPSHOT_EVERY === 0,
  overwrites: true,
  apply: async (queries, { stream, sequence, after }, { version }) => {
    await queries
      .insert(snapshots)
      .values({ stream, sequence, version, state: encode(after) })
      .onConflictDoUpdate({
        target: snapshots.stream,
        set: { sequence, version, state: sql`excluded.state` },
      })
  },
}
