import type { RulesFor } from '../mechanisms/streams/kinds.ts'
import type { Change } from './changes.ts'
import type { Queries } from './database.ts'
import type { Jobs } from './jobs.ts'
import { type ChangesThread, changedSubjects, type Subject } from './subjects.ts'
import { threadsOf } from './subnets.ts'

/** The queues, and what decides on them. */
export interface Work {
  readonly jobs: Jobs
  readonly changesThread: ChangesThread
  readonly rulesFor: RulesFor
}

/** What a command's changes make necessary: what changed is shown anew, and what the stream newly asks for is looked up. */
export async function enqueueWork(
  queries: Queries,
  { jobs, changesThread, rulesFor }: Work,
  changes: readonly Change[],
): Promise<void> {
  const [first, last] = [changes[0], changes.at(-1)]
  if (!first || !last) return
  for (const { queue, ...subject } of await subjectsOf(queries, changes, changesThread)) {
    await jobs.enqueue(queries, queue, Object.values(subject).join(':'), subject)
  }
  const { stream } = last
  const { errands } = rulesFor(stream)
  const asked = new Set(errands(first.before as never).map(({ key }) => key))
  const news = errands(last.after as never).filter(({ key }) => !asked.has(key))
  for (const { key } of news) await jobs.enqueue(queries, 'errand', key, { stream, key })
}

/** I1: where money waits for an account, its link is news too. */
async function subjectsOf(
  queries: Queries,
  changes: readonly Change[],
  changesThread: ChangesThread,
): Promise<readonly Subject[]> {
  const [change] = changes
  if (change?.kind !== 'account') return changedSubjects(changes, changesThread)
  const threads = await threadsOf(queries, change.event.person.id)
  return threads.map((stream) => ({ queue: 'thread', stream }))
}
