import type { AccountEvent } from '../mechanisms/account/account.ts'
import type { ColdkeySwapped } from '../mechanisms/lineage/lineage.ts'
import type { RulesFor } from '../mechanisms/streams/kinds.ts'
import { type Cause, happenedIn, noteCauses } from './causes.ts'
import type { StreamChange } from './changes.ts'
import type { Queries } from './database.ts'
import type { Jobs, WantedJob } from './jobs.ts'
import { holderOf } from './links.ts'
import { subnetsInherited } from './purchases.ts'
import { type ChangesThread, changedSubjects, type Subject } from './subjects.ts'
import { threadsOf, threadsWithRefund } from './subnets.ts'

/** Whether an event of this type may make it somebody's turn, who is told so in a comment of its own. */
export type CausesNotice = (type: string) => boolean

/** The queues, and what decides on them. */
export interface Work {
  readonly jobs: Jobs
  readonly changesThread: ChangesThread
  readonly causesNotice: CausesNotice
  readonly rulesFor: RulesFor
}

/** What a command's changes make necessary: what changed is shown anew, and what the stream newly asks for is looked up. */
export async function enqueueWork(
  queries: Queries,
  { jobs, changesThread, causesNotice, rulesFor }: Work,
  changes: readonly StreamChange[],
): Promise<void> {
  const [first, last] = [changes[0], changes.at(-1)]
  if (!first || !last) return
  const subjects = [...changedSubjects(changes, changesThread), ...(await inheritedShares(queries, changes))]
  const threads = new Set([
    ...subjects.flatMap((subject) => (subject.queue === 'thread' ? [subject.stream] : [])),
    ...(await threadsOfRefunds(queries, changes)),
  ])
  // A job that waits already serves for all that is noted beside it.
  for (const thread of threads) await noteCauses(queries, thread, happenedIn(changes))
  await jobs.enqueueAll(queries, [
    ...[...threads].map(threadJob),
    ...subjects.flatMap(subjectJob),
    ...changes.filter(({ event }) => causesNotice(event.type)).map(noticeJob),
    ...newErrands(first, last, rulesFor),
  ])
}

/** Where the output is sold of which these changes hand a share to an heir; asked after the rows of purchases have changed. */
async function inheritedShares(queries: Queries, changes: readonly StreamChange[]): Promise<Subject[]> {
  const found = changes.map(async (change) => {
    if (change.kind !== 'coldkey' || change.event.source.kind !== 'block') return []
    return subnetsInherited(queries, change.event.from, change.event.source.block)
  })
  const streams = new Set((await Promise.all(found)).flat())
  return [...streams].map((stream) => ({ queue: 'storefront', stream }))
}

/** The threads that show what these changes gather, or have sent back. */
async function threadsOfRefunds(
  queries: Queries,
  changes: readonly StreamChange[],
): Promise<ReadonlySet<string>> {
  const threads = changes.map(async (change) => {
    if (change.kind !== 'refund') return []
    const { event } = change
    if (event.type === 'RefundGathered') return event.subnet === null ? [] : [event.subnet]
    return event.type === 'IntentSettled' ? threadsWithRefund(queries, event.key) : []
  })
  return new Set((await Promise.all(threads)).flat())
}

const threadJob = (stream: string): WantedJob => ({ queue: 'thread', key: stream, data: { stream } })

function subjectJob({ queue, ...about }: Subject): WantedJob[] {
  return queue === 'thread' ? [] : [{ queue, key: Object.values(about).join(':'), data: about }]
}

const noticeJob = ({ stream, sequence }: StreamChange): WantedJob => ({
  queue: 'notice',
  key: `${stream}:${sequence}`,
  data: { stream, sequence },
})

/** What the stream asks for after these changes, and had not asked for before. */
function newErrands(first: StreamChange, last: StreamChange, rulesFor: RulesFor): WantedJob[] {
  const { stream } = last
  const { errands } = rulesFor(stream)
  const asked = new Set(errands(first.before as never).map(({ key }) => key))
  const news = errands(last.after as never).filter(({ key }) => !asked.has(key))
  return news.map(({ key }) => ({ queue: 'errand', key, data: { stream, key } }))
}

/** Asks for a thread to be shown, after so many milliseconds. Where nothing happened, what GitHub shows is looked at again. */
export async function enqueueThread(
  queries: Queries,
  jobs: Jobs,
  stream: string,
  happened: readonly Cause[],
  wait = 0,
): Promise<void> {
  if (happened.length > 0) await noteCauses(queries, stream, happened)
  await jobs.enqueue(queries, 'thread', stream, { stream }, wait)
}

/**
 * The threads that say whether this account is linked, or whether that one is from which it takes the coldkey. Asked before the rows of
 * links change.
 */
export async function threadsOfLink(
  queries: Queries,
  { type, person, coldkey }: AccountEvent,
): Promise<string[]> {
  if (type === 'EarlierLinked') return []
  const holder = await holderOf(queries, coldkey)
  const users = new Set([person.id, ...(holder === null ? [] : [holder])])
  return [...new Set((await Promise.all([...users].map((user) => threadsOf(queries, user)))).flat())]
}

/** The threads that say whether those are linked whose coldkey the chain has swapped. Asked before the rows of links change. */
export async function threadsOfSwap(queries: Queries, { from, to }: ColdkeySwapped): Promise<string[]> {
  const holders = await Promise.all([from, to].map((coldkey) => holderOf(queries, coldkey)))
  const threads = await Promise.all(
    holders.flatMap((holder) => (holder === null ? [] : threadsOf(queries, holder))),
  )
  return [...new Set(threads.flat())]
}
