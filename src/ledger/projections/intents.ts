import { and, eq, inArray, notInArray } from 'drizzle-orm'
import type { Intent, Payee } from '../../mechanisms/intent.ts'
import { intents as wanted } from '../../mechanisms/subnet/intents.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { Queries } from '../database.ts'
import { encode } from '../json.ts'
import { intents } from '../schema.ts'
import { coldkeyOf } from './links.ts'

/** Makes the rows of one subnet's intents what its state wants: new ones owed, done ones settled, others cancelled. */
export async function projectIntents(queries: Queries, state: SubnetState): Promise<void> {
  const owed = wanted(state)
  for (const intent of owed) await keepOwed(queries, state.stream, intent)
  const settled = Object.keys(state.payments.settled)
  if (settled.length > 0) {
    await queries.update(intents).set({ status: 'settled' }).where(inArray(intents.key, settled))
  }
  const live = [...owed.map((intent) => intent.key), ...settled]
  const gone = and(eq(intents.stream, state.stream), eq(intents.status, 'owed'))
  await queries
    .update(intents)
    .set({ status: 'cancelled' })
    .where(live.length > 0 ? and(gone, notInArray(intents.key, live)) : gone)
}

async function keepOwed(queries: Queries, stream: string, intent: Intent): Promise<void> {
  const payee = 'to' in intent.call ? intent.call.to : null
  const { failures, notBefore } = intent
  const row = {
    key: intent.key,
    stream,
    intent: encode(intent),
    failures,
    notBefore,
    status: 'owed' as const,
  }
  const [known] = await queries.select().from(intents).where(eq(intents.key, intent.key))
  if (known) {
    await queries.update(intents).set(row).where(eq(intents.key, intent.key))
    return
  }
  await queries.insert(intents).values({ ...row, ...(await bind(queries, payee)) })
}

/** Bound once, when the intent is first recorded: a later link changes only what happens afterwards. */
async function bind(
  queries: Queries,
  payee: Payee | null,
): Promise<{ payeeUser: number | null; coldkey: string | null }> {
  if (!payee) return { payeeUser: null, coldkey: '' }
  if ('coldkey' in payee) return { payeeUser: null, coldkey: payee.coldkey }
  return { payeeUser: payee.user, coldkey: await coldkeyOf(queries, payee.user) }
}
