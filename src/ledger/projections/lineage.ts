import { eq } from 'drizzle-orm'
import { lineage } from '../schema.ts'
import type { Projection } from './projection.ts'

/** Who has inherited which coldkey. Who inherits one lives, whatever became of it before: so no row leads back to itself. */
export const lineageRows: Projection<'coldkey'> = {
  name: 'lineage',
  version: 1,
  tables: ['lineage'],
  kinds: ['coldkey'],
  overwrites: false,
  apply: async (queries, { event: { from, to, at } }) => {
    await queries.delete(lineage).where(eq(lineage.coldkey, to))
    await queries.delete(lineage).where(eq(lineage.coldkey, from))
    if (from !== to) await queries.insert(lineage).values({ coldkey: from, successor: to, swappedAt: at })
  },
}
