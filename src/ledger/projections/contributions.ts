import { contributions } from '../schema.ts'
import type { Projection } from './projection.ts'

/** What came into the loans of a subnet, and when: its state keeps what each account has in them now. */
export const contributionRows: Projection<'subnet'> = {
  name: 'contributions',
  version: 1,
  tables: ['contributions'],
  kinds: ['subnet'],
  hears: ({ event: { type } }) => type === 'ContributionCounted' || type === 'ContributionWithdrawn',
  overwrites: false,
  apply: async (queries, { stream, sequence, event }) => {
    if (event.type !== 'ContributionCounted' && event.type !== 'ContributionWithdrawn') return
    const { at, coldkey, amount } = event
    const came = event.type === 'ContributionCounted' ? amount : -amount
    await queries.insert(contributions).values({ stream, sequence, at, coldkey, amount: came })
  },
}
