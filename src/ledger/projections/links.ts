import { eq, or } from 'drizzle-orm'
import { links } from '../schema.ts'
import type { Projection } from './projection.ts'

/** Who holds which coldkey now. Whoever proves control of a coldkey last has it, so that its stake votes once. */
export const linkRows: Projection<'account'> = {
  name: 'links',
  version: 1,
  tables: ['links'],
  kinds: ['account'],
  overwrites: false,
  apply: async (queries, { event: { person, coldkey, at } }) => {
    await queries.delete(links).where(or(eq(links.userId, person.id), eq(links.coldkey, coldkey)))
    await queries.insert(links).values({ userId: person.id, login: person.login, coldkey, linkedAt: at })
  },
}
