import { eq } from 'drizzle-orm'
import { dividendsOf, subnetOf } from '../../mechanisms/streams/names.ts'
import { distributions } from '../schema.ts'
import type { Projection } from './projection.ts'

/** One row a live subnet: when the next of its days is to be reckoned. The first is due when it goes live. */
export const distributionRows: Projection<'subnet' | 'dividends'> = {
  name: 'distributions',
  version: 1,
  tables: ['distributions'],
  kinds: ['subnet', 'dividends'],
  overwrites: false,
  hears: (change) => change.kind === 'dividends' || change.before.phase !== change.after.phase,
  apply: async (queries, change) => {
    const stream = dividendsOf(change.stream)
    if (change.kind === 'dividends') {
      const { nextAt: dueAt } = change.after.dividends
      if (dueAt !== null)
        await queries.update(distributions).set({ dueAt }).where(eq(distributions.stream, stream))
    } else if (change.after.phase === 'live') {
      const row = { stream, subnet: subnetOf(stream), dueAt: change.event.at }
      await queries.insert(distributions).values(row).onConflictDoNothing()
    } else {
      await queries.delete(distributions).where(eq(distributions.stream, stream))
    }
  },
}
