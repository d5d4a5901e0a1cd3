import { and, eq, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import { type Places, readThreadFacts } from '../../src/app/thread-facts.ts'
import { decode } from '../../src/ledger/json.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { attemptItems, attempts, deliveries, intents, replies, subnets } from '../../src/ledger/schema.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import type { Intent } from '../../src/mechanisms/intent.ts'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { renderThread } from '../../src/surface/thread.ts'

/** All that the ledger says, read inside the App's process: PGlite is open to one process alone. */
export interface Report {
  readonly ideas: readonly { readonly state: SubnetState; readonly sticky: string }[]
  /** What the ledger says was paid, with the coldkey that got it. */
  readonly settled: readonly { readonly intent: Intent; readonly coldkey: string | null }[]
  /** Whatever is not done yet, in words. */
  readonly left: readonly string[]
}

export async function readReport(ledger: Ledger, places: Places): Promise<Report> {
  const { queries } = ledger
  const ideas = []
  for (const { stream } of await queries.select().from(subnets).orderBy(subnets.ordinal)) {
    const state = await ledger.readSubnet(stream)
    const thread = renderThread(state, await readThreadFacts(queries, places, state))
    ideas.push({ state, sticky: `${thread?.body}\n<!-- tributary:sticky:${stream} -->` })
  }
  const paid = await queries.select().from(intents)
  const settled = paid
    .filter(({ status }) => status === 'settled')
    .map(({ intent, coldkey }) => ({ intent: decode<Intent>(intent), coldkey }))
  return { ideas, settled, left: await readLeft(ledger) }
}

async function readLeft(ledger: Ledger): Promise<string[]> {
  const verification = await verifyLedger(ledger.queries)
  return [
    ...(await unpaid(ledger)),
    ...(await unheard(ledger)),
    ...(verification.ok ? [] : [`the ledger does not hold: ${verification.reason}`]),
  ]
}

async function unpaid({ queries }: Ledger): Promise<string[]> {
  const owed = await queries.select().from(intents).where(eq(intents.status, 'owed'))
  const open = await queries
    .select()
    .from(attempts)
    .where(inArray(attempts.status, ['signed', 'broadcast']))
  const flying = await queries.select().from(attemptItems).where(eq(attemptItems.open, true))
  return [
    ...owed.map(({ key }) => `intent ${key} is owed`),
    ...open.map(({ hash, status }) => `attempt ${hash} is ${status}`),
    ...flying.map(({ intentKey }) => `${intentKey} is in flight`),
  ]
}

async function unheard({ queries }: Ledger): Promise<string[]> {
  const waiting = await queries.select().from(deliveries).where(ne(deliveries.status, 'handled'))
  const unsaid = await queries
    .select()
    .from(replies)
    .where(
      or(
        and(isNotNull(replies.reaction), eq(replies.reacted, false)),
        and(isNotNull(replies.body), isNull(replies.replyId)),
      ),
    )
  const jobs = await queries.execute<{ name: string; state: string; key: string }>(
    sql`select name, state::text, singleton_key as key from jobs.job where state in ('created', 'retry', 'active')`,
  )
  return [
    ...waiting.map(({ id, event, status }) => `delivery ${id} (${event}) is ${status}`),
    ...unsaid.map(({ commentId }) => `comment ${commentId} is not answered`),
    ...jobs.rows.map(({ name, key, state }) => `job ${name} ${key} is ${state}`),
  ]
}
