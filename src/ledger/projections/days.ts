import { dayIn } from '../../mechanisms/probation/slice.ts'
import { encode } from '../json.ts'
import { days } from '../schema.ts'
import type { Projection } from './projection.ts'

/** The days of a probation as they were recorded. */
export const dayRows: Projection<'subnet'> = {
  name: 'days',
  version: 1,
  tables: ['days'],
  kinds: ['subnet'],
  hears: ({ event }) => event.type === 'DayRecorded',
  overwrites: false,
  apply: async (queries, { stream, event }) => {
    if (event.type !== 'DayRecorded') return
    await queries.insert(days).values({ stream, day: event.day, record: encode(dayIn(event)) })
  },
}
