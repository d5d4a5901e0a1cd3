import { bills } from '../schema.ts'
import type { Projection } from './projection.ts'

/** The remark of every bill that was made for an idea: by it a deposit in the till is known, an earlier bill's too. */
export const billRows: Projection<'subnet'> = {
  name: 'bills',
  version: 1,
  tables: ['bills'],
  kinds: ['subnet'],
  hears: ({ event }) => event.type === 'BillIssued',
  overwrites: false,
  apply: async (queries, { stream, event }) => {
    if (event.type !== 'BillIssued') return
    const { remarkHash, into = null } = event.bill
    await queries.insert(bills).values({ remarkHash, stream, into }).onConflictDoNothing()
  },
}
