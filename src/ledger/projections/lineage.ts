import { eq } from 'drizzle-orm'
import { lineage } from '../schema.ts'
import type { Projection } from './projection.ts'

/** Who has inherited which coldkey. Who inherits one lives, whatever became of it before: so no row leads back to itself. */
export const lineageRows: Projection<'coldkey'> = {
  name: 'lineage',
  version: 2,
  tables: ['lineage'],
  kinds: ['coldkey'],
  overwrites: false,
  apply: async (queries, { event: { from, to, at, source } }) => {
    await queries.delete(lineage).where(eq(lineage.coldkey, to))
    await queries.delete(lineage).where(eq(lineage.coldkey, from))
    const swappedIn = source.kind === 'block' ? source.block : 0
    if (from !== to)
      await queries.insert(lineage).values({ coldkey: from, successor: to, swappedAt: at, swappedIn })
  },
}
