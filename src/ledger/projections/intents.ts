import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { AccountEvent } from '../../mechanisms/account/account.ts'
import type { Intent, Payee } from '../../mechanisms/intent.ts'
import type { ColdkeySwapped } from '../../mechanisms/lineage/lineage.ts'
import type { IntentSettled, PaymentsSlice } from '../../mechanisms/payments/slice.ts'
import type { AnyRules } from '../../mechanisms/streams/kinds.ts'
import type { StreamChange } from '../changes.ts'
import type { Queries } from '../database.ts'
import { encode } from '../json.ts'
import { successorOf } from '../lineage.ts'
import { coldkeyOf } from '../links.ts'
import { intents } from '../schema.ts'
import { lineageRows } from './lineage.ts'
import { linkRows } from './links.ts'
import type { Projection } from './projection.ts'

/**
 * What a subnet wants to move, and has. A new or retried intent is owed, one that is done is settled, any other that is
 * no longer wanted is cancelled. A link binds what waited for its account; what was bound before stays where it is (I1), until the chain swaps its coldkey (D1).
 */
export const intentRows: Projection = {
  name: 'intents',
  version: 3,
  tables: ['intents'],
  reads: [lineageRows, linkRows],
  kinds: 'all',
  hears: ({ kind, after }) => kind === 'account' || kind === 'coldkey' || 'payments' in after,
  overwrites: false,
  apply: (queries, change, rules) =>
    change.kind === 'account'
      ? bindWaiting(queries, change.event)
      : change.kind === 'coldkey'
        ? bindToHeir(queries, change.event)
        : keepWanted(queries, change as Moved, rules),
}

async function bindWaiting(queries: Queries, { type, person, coldkey }: AccountEvent): Promise<void> {
  if (type === 'EarlierLinked') return
  await queries
    .update(intents)
    .set({ coldkey })
    .where(and(eq(intents.payeeUser, person.id), isNull(intents.coldkey), eq(intents.status, 'owed')))
}

/** What is owed to a coldkey that the chain has swapped is owed to its heir. */
async function bindToHeir(queries: Queries, { from, to }: ColdkeySwapped): Promise<void> {
  await queries
    .update(intents)
    .set({ coldkey: to })
    .where(and(eq(intents.coldkey, from), eq(intents.status, 'owed')))
}

/** The state of a stream that pays. */
interface Paying {
  readonly stream: string
  readonly payments: PaymentsSlice
}

type Moved = StreamChange & { readonly before: Paying; readonly after: Paying }

const wanted = ({ wished }: AnyRules, state: Paying): Intent[] =>
  wished(state as never).filter(({ key }) => !state.payments.cancelled[key])

async function keepWanted(queries: Queries, { before, after, event }: Moved, rules: AnyRules): Promise<void> {
  const known = new Map(wanted(rules, before).map((intent) => [intent.key, intent]))
  const owed = wanted(rules, after)
  for (const intent of owed) {
    const same = known.get(intent.key)
    if (!same || !isSame(same, intent)) await keepOwed(queries, after.stream, intent)
  }
  const settled = event.type === 'IntentSettled' ? event : null
  if (settled) await keepSettled(queries, settled)
  const live = new Set([...owed.map((intent) => intent.key), settled?.key])
  const gone = [...known.keys()].filter((key) => !live.has(key))
  if (gone.length === 0) return
  await queries.update(intents).set({ status: 'cancelled' }).where(inArray(intents.key, gone))
}

/** A wish can change under its key: the limit of a registration grows with what is raised for it (D2). */
const isSame = (one: Intent, other: Intent): boolean => encode(one) === encode(other)

async function keepSettled(queries: Queries, { key, extrinsic }: IntentSettled): Promise<void> {
  const settled = { status: 'settled', settledIn: encode(extrinsic) } as const
  await queries.update(intents).set(settled).where(eq(intents.key, key))
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
  if ('coldkey' in payee) {
    return { payeeUser: null, coldkey: await successorOf(queries, payee.coldkey) }
  }
  return { payeeUser: payee.user, coldkey: await coldkeyOf(queries, payee.user) }
}
