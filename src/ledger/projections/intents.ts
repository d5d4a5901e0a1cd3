import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { ColdkeyLinked } from '../../mechanisms/account/account.ts'
import type { Intent, Payee } from '../../mechanisms/intent.ts'
import type { PaymentsSlice } from '../../mechanisms/payments/slice.ts'
import { rulesFor } from '../../mechanisms/streams/kinds.ts'
import type { Queries } from '../database.ts'
import { encode } from '../json.ts'
import { coldkeyOf } from '../links.ts'
import { intents } from '../schema.ts'
import type { Projection } from './projection.ts'

/**
 * What a subnet wants to move, and has. A new or retried intent is owed, one that is done is settled, any other that is
 * no longer wanted is cancelled. A link binds what waited for its account; what was bound before stays where it is (I1).
 */
export const intentRows: Projection = {
  name: 'intents',
  tables: ['intents'],
  kinds: ['subnet', 'race', 'account'],
  overwrites: false,
  apply: (queries, change) =>
    change.kind === 'account'
      ? bindWaiting(queries, change.event)
      : keepWanted(queries, change.before as Paying, change.after as Paying),
}

async function bindWaiting(queries: Queries, { person, coldkey }: ColdkeyLinked): Promise<void> {
  await queries
    .update(intents)
    .set({ coldkey })
    .where(and(eq(intents.payeeUser, person.id), isNull(intents.coldkey), eq(intents.status, 'owed')))
}

/** The state of a stream that pays. */
interface Paying {
  readonly stream: string
  readonly payments: PaymentsSlice
}

const wanted = (state: Paying): Intent[] =>
  rulesFor(state.stream)
    .wished(state as never)
    .filter(({ key }) => !state.payments.cancelled[key])

async function keepWanted(queries: Queries, before: Paying, after: Paying): Promise<void> {
  const known = new Map(wanted(before).map((intent) => [intent.key, intent]))
  const owed = wanted(after)
  for (const intent of owed) {
    const same = known.get(intent.key)
    if (same?.failures !== intent.failures || same.notBefore !== intent.notBefore) {
      await keepOwed(queries, after.stream, intent)
    }
  }
  const settled = Object.keys(after.payments.settled).filter((key) => !before.payments.settled[key])
  await setStatus(queries, settled, 'settled')
  const live = new Set([...owed.map((intent) => intent.key), ...settled])
  const gone = [...known.keys()].filter((key) => !live.has(key))
  await setStatus(queries, gone, 'cancelled')
}

async function setStatus(queries: Queries, keys: string[], status: 'settled' | 'cancelled'): Promise<void> {
  if (keys.length > 0) await queries.update(intents).set({ status }).where(inArray(intents.key, keys))
}

async function keepOwed(queries: Queries, stream: string, intent: Intent): Promise<void> {
  const { key, failures, notBefore } = intent
  const row = { stream, intent: encode(intent), failures, notBefore, status: 'owed' as const }
  const [known] = await queries.select({ key: intents.key }).from(intents).where(eq(intents.key, key))
  if (known) {
    await queries.update(intents).set(row).where(eq(intents.key, key))
    return
  }
  const payee = 'to' in intent.call ? intent.call.to : null
  await queries.insert(intents).values({ key, ...row, ...(await bind(queries, payee)) })
}

/** Bound once, when the intent is first recorded: a later link changes only what happens afterwards (I1). */
async function bind(queries: Queries, payee: Payee | null) {
  if (!payee) return { payeeUser: null, coldkey: '' }
  if ('coldkey' in payee) return { payeeUser: null, coldkey: payee.coldkey }
  return { payeeUser: payee.user, coldkey: await coldkeyOf(queries, payee.user) }
}
