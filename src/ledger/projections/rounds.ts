import { and, eq } from 'drizzle-orm'
import { isOfRound, type RoundRecord, recordRound } from '../../mechanisms/mining/history.ts'
import { subnetOf } from '../../mechanisms/streams/names.ts'
import { decode, encode } from '../json.ts'
import { rounds } from '../schema.ts'
import type { Projection } from './projection.ts'

/** Each round with all that is shown of it: the state of a race holds the present one alone. */
export const roundRows: Projection<'race'> = {
  name: 'rounds',
  version: 4,
  tables: ['rounds'],
  kinds: ['race'],
  hears: ({ event }) => isOfRound(event),
  overwrites: false,
  apply: async (queries, { stream, event }) => {
    if (!isOfRound(event)) return
    const subnet = subnetOf(stream)
    const place = and(eq(rounds.subnet, subnet), eq(rounds.number, event.round))
    const [row] = await queries.select({ record: rounds.record }).from(rounds).where(place)
    const round = recordRound(row && decode<RoundRecord>(row.record), event)
    if (!round) return
    const stakes = event.type === 'RoundCounted' ? { stakes: encode(event.stakes) } : {}
    const kept = { record: encode(round), ...stakes }
    if (row) await queries.update(rounds).set(kept).where(place)
    else await queries.insert(rounds).values({ subnet, number: event.round, ...kept })
  },
}
