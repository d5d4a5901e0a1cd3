import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { ThreadFacts } from '../../src/github/facts.ts'
import type { Places } from '../../src/github/places.ts'
import type { Thread } from '../../src/github/thread.ts'
import { incidentSubject, renderIncident } from '../../src/handlers/probation/incident.ts'
import { renderThread } from '../../src/handlers/thread.ts'
import { readThreadFacts } from '../../src/handlers/thread-facts.ts'
import { decode } from '../../src/ledger/json.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { attemptItems, attempts, deliveries, intents, replies, subnets } from '../../src/ledger/schema.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import type { Repository } from '../../src/mechanisms/idea/slice.ts'
import type { Intent } from '../../src/mechanisms/intent.ts'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'

/** All that the ledger says, read inside the App's process: PGlite is open to one process alone. */
export interface Report {
  readonly ideas: readonly { readonly state: SubnetState; readonly stickies: readonly Sticky[] }[]
  /** What the ledger says was paid, with the coldkey that got it. */
  readonly settled: readonly { readonly intent: Intent; readonly coldkey: string | null }[]
  /** Whatever is not done yet, in words. */
  readonly left: readonly string[]
}

/** Where each idea stands, and nothing else: cheap enough to be asked again and again. */
export async function readStates(ledger: Ledger): Promise<readonly SubnetState[]> {
  const rows = await ledger.queries.select({ stream: subnets.stream }).from(subnets).orderBy(subnets.ordinal)
  return Promise.all(rows.map(({ stream }) => ledger.readSubnet(stream)))
}

/** The one comment of its kind that an issue must show. */
export interface Sticky {
  readonly place: { readonly owner: string; readonly repo: string }
  readonly issue: number
  readonly body: string
}

export async function readReport(ledger: Ledger, places: Places): Promise<Report> {
  const { queries } = ledger
  const ideas = []
  for (const { stream } of await queries.select().from(subnets).orderBy(subnets.ordinal)) {
    const state = await ledger.readSubnet(stream)
    ideas.push({ state, stickies: stickiesOf(state, await readThreadFacts(queries, places, state)) })
  }
  const paid = await queries.select().from(intents)
  const settled = paid
    .filter(({ status }) => status === 'settled')
    .map(({ intent, coldkey }) => ({ intent: decode<Intent>(intent), coldkey }))
  return { ideas, settled, left: await readLeft(ledger) }
}

/** Of the idea's issue in the market, and of each incident in the subnet's repository. */
function stickiesOf(state: SubnetState, facts: ThreadFacts): Sticky[] {
  const { stream, idea, home, incidents } = state
  const sticky = (
    { owner, name: repo }: Repository,
    issue: number,
    subject: string,
    thread: Thread | null,
  ): Sticky => ({
    place: { owner, repo },
    issue,
    body: `${thread?.body}\n<!-- tributary:sticky:${subject} -->`,
  })
  return [
    ...(idea ? [sticky(idea.repository, idea.issue, stream, renderThread(state, facts))] : []),
    ...incidents.flatMap(({ number: issue }) =>
      home
        ? [
            sticky(
              home.repository,
              issue,
              incidentSubject(stream, issue),
              renderIncident(state, issue, facts),
            ),
          ]
        : [],
    ),
  ]
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
    .where(and(eq(replies.reacted, false), isNull(replies.replyId)))
  const jobs = await queries.execute<{ name: string; state: string; key: string }>(
    sql`select name, state::text, singleton_key as key from jobs.job where state in ('created', 'retry', 'active')`,
  )
  return [
    ...waiting.map(({ id, event, status }) => `delivery ${id} (${event}) is ${status}`),
    ...unsaid.map(({ commentId }) => `comment ${commentId} is not answered`),
    ...jobs.rows.map(({ name, key, state }) => `job ${name} ${key} is ${state}`),
  ]
}
