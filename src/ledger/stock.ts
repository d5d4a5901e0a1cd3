import { setImmediate as giveWay } from 'node:timers/promises'
import { and, eq, isNull } from 'drizzle-orm'
import { wantedOf } from '../mechanisms/subnet/errands.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'
import type { Queries } from './database.ts'
import type { Ledger } from './ledger.ts'
import { cursors, replies, subnets } from './schema.ts'

/** Says that stock was taken: its cursor has no place. */
const TAKEN = 'stock of what is wanted'

/**
 * Once in a ledger's life, what an earlier version may have forgotten is enqueued: it gave up after twelve tries, and kept no count. From then on
 * every job has its row. What is shown already costs no call.
 */
export async function takeStock(ledger: Ledger): Promise<void> {
  const { queries, jobs } = ledger
  const [taken] = await queries.select({ name: cursors.name }).from(cursors).where(eq(cursors.name, TAKEN))
  if (taken) return
  const streams = await queries.select({ stream: subnets.stream }).from(subnets).orderBy(subnets.ordinal)
  for (const { stream } of streams) {
    await enqueueAll(ledger, await ledger.readSubnet(stream))
    await giveWay()
  }
  for (const { kind, comment } of await unanswered(queries)) {
    await jobs.enqueue(queries, 'reply', `${kind}:${comment}`, { kind, comment })
  }
  const here = { name: TAKEN, block: 0, blockHash: '', at: 0 }
  await queries.insert(cursors).values(here).onConflictDoNothing()
}

/** All that one subnet shows and asks for. */
async function enqueueAll({ queries, jobs }: Ledger, state: SubnetState): Promise<void> {
  const { stream, home, incidents } = state
  await jobs.enqueue(queries, 'thread', stream, { stream })
  if (home) await jobs.enqueue(queries, 'checks', stream, { stream })
  for (const { number: issue } of incidents) {
    await jobs.enqueue(queries, 'incident', `${stream}:${issue}`, { stream, issue })
  }
  for (const { stream: asking, errand } of wantedOf(state)) {
    await jobs.enqueue(queries, 'errand', errand.key, { stream: asking, key: errand.key })
  }
}

/** Comments to which neither a reaction nor a reply was given, and may be. */
const unanswered = (queries: Queries) =>
  queries
    .select({ kind: replies.kind, comment: replies.commentId })
    .from(replies)
    .where(and(isNull(replies.replyId), eq(replies.reacted, false), isNull(replies.givenUp)))
