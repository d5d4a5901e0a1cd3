import { sql } from 'drizzle-orm'
import { type Places, readThreadFacts } from '../../src/app/thread-facts.ts'
import { decode } from '../../src/ledger/json.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { attemptItems, attempts, deliveries, intents, subnets } from '../../src/ledger/schema.ts'
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

async function readLeft({ queries }: Ledger): Promise<string[]> {
  const left: string[] = []
  for (const { key, status } of await queries.select().from(intents)) {
    if (status === 'owed') left.push(`intent ${key} is owed`)
  }
  for (const { hash, status } of await queries.select().from(attempts)) {
    if (status === 'signed' || status === 'broadcast') left.push(`attempt ${hash} is ${status}`)
  }
  for (const { intentKey, open } of await queries.select().from(attemptItems)) {
    if (open) left.push(`${intentKey} is in flight`)
  }
  for (const { id, event, status } of await queries.select().from(deliveries)) {
    if (status !== 'handled') left.push(`delivery ${id} (${event}) is ${status}`)
  }
  const jobs = await queries.execute<{ name: string; state: string; key: string }>(
    sql`select name, state::text, singleton_key as key from jobs.job where name not like '\\_\\_%' and state <> 'completed'`,
  )
  for (const { name, state, key } of jobs.rows) left.push(`job ${name} ${key} is ${state}`)
  const verification = await verifyLedger(queries)
  if (!verification.ok) left.push(`the ledger does not hold: ${verification.reason}`)
  return left
}
