import { and, eq, gt, ne } from 'drizzle-orm'
import { links } from '../schema.ts'
import type { Projection } from './projection.ts'

/** Who holds which coldkey now. Whoever proves control of a coldkey last, by GitHub's time, has it, so that its stake votes once. */
export const linkRows: Projection<'account'> = {
  name: 'links',
  version: 2,
  tables: ['links'],
  kinds: ['account'],
  overwrites: false,
  apply: async (queries, { event: { person, coldkey, at } }) => {
    await queries.delete(links).where(eq(links.userId, person.id))
    const proven = and(eq(links.coldkey, coldkey), ne(links.userId, person.id), gt(links.linkedAt, at))
    if ((await queries.$count(links, proven)) > 0) return
    await queries.delete(links).where(eq(links.coldkey, coldkey))
    await queries.insert(links).values({ userId: person.id, login: person.login, coldkey, linkedAt: at })
  },
}
