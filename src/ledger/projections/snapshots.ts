import { sql } from 'drizzle-orm'
import type { SubnetEvent } from '../../mechanisms/subnet/state.ts'
import { encode } from '../json.ts'
import { snapshots } from '../schema.ts'
import type { Projection } from './projection.ts'

/** A stream's state is kept each time that it has grown by so many events: reading folds as many at most. */
export const SNAPSHOT_EVERY = 50

/** They name everybody who may vote, or whose stake counted: a snapshot follows, so that they are not read at each decision. */
const LARGE: ReadonlySet<string> = new Set<SubnetEvent['type']>([
  'DisputeOpened',
  'IncidentOpened',
  'RoundCounted',
])

export const snapshotRows: Projection = {
  name: 'snapshots',
  version: 2,
  tables: ['snapshots'],
  kinds: 'all',
  hears: ({ sequence, event }) => sequence % SNAPSHOT_EVERY === 0 || LARGE.has(event.type),
  overwrites: true,
  apply: async (queries, { stream, sequence, after }, { version }) => {
    const state = encode(after)
    const size = Buffer.byteLength(state)
    await queries
      .insert(snapshots)
      .values({ stream, sequence, version, state, size })
      .onConflictDoUpdate({
        target: snapshots.stream,
        set: { sequence, version, size, state: sql`excluded.state` },
      })
  },
}
