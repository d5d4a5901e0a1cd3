import { and, eq, gt } from 'drizzle-orm'
import type { AccountEvent, ColdkeyLinked } from '../../mechanisms/account/account.ts'
import type { ColdkeySwapped } from '../../mechanisms/lineage/lineage.ts'
import type { Queries } from '../database.ts'
import { successorOf } from '../lineage.ts'
import { holderOf } from '../links.ts'
import { links } from '../schema.ts'
import { lineageRows } from './lineage.ts'
import type { Projection } from './projection.ts'

/**
 * Who holds which coldkey now. Whoever proves control of a coldkey last, by GitHub's time, has it, so that its stake votes once. Where the
 * chain swaps a coldkey, its holder holds the one that inherits it.
 */
export const linkRows: Projection<'account' | 'coldkey'> = {
  name: 'links',
  version: 3,
  tables: ['links'],
  reads: [lineageRows],
  kinds: ['account', 'coldkey'],
  overwrites: false,
  apply: (queries, change) =>
    change.kind === 'account' ? linkLast(queries, change.event) : follow(queries, change.event),
}

/** One that was written before what stands changes nothing of who holds what now. */
const linkLast = async (queries: Queries, event: AccountEvent): Promise<void> =>
  event.type === 'ColdkeyLinked' ? link(queries, event) : undefined

async function link(queries: Queries, { person, coldkey: named, at }: ColdkeyLinked): Promise<void> {
  // It may be heard after the chain has swapped what it names.
  const coldkey = await successorOf(queries, named, at)
  await queries.delete(links).where(eq(links.userId, person.id))
  const proven = and(eq(links.coldkey, coldkey), gt(links.linkedAt, at))
  if ((await queries.$count(links, proven)) > 0) return
  await queries.delete(links).where(eq(links.coldkey, coldkey))
  await queries.insert(links).values({ userId: person.id, login: person.login, coldkey, linkedAt: at })
}

/**
 * Who has proven control of the heir keeps it: the swap was signed by the older key alone. The chain lets nobody inherit who has stake
 * already (ColdKeyAlreadyAssociated), so that nobody votes with what was another’s.
 */
async function follow(queries: Queries, { from, to }: ColdkeySwapped): Promise<void> {
  const holder = await holderOf(queries, to)
  if (holder === null) await queries.update(links).set({ coldkey: to }).where(eq(links.coldkey, from))
  else if (from !== to) await queries.delete(links).where(eq(links.coldkey, from))
}
