import type { Refusal } from '../mechanisms/kernel/decision.ts'
import { step } from '../mechanisms/kernel/step.ts'
import type { AnyCommand } from '../mechanisms/streams/kinds.ts'
import { marketOf } from '../mechanisms/streams/names.ts'
import { readWithBeside } from './beside.ts'
import { changesOf, type StreamChange } from './changes.ts'
import { readConfig } from './configs.ts'
import type { Queries } from './database.ts'
import { enqueueThread, enqueueWork, threadsOfLink, threadsOfSwap, type Work } from './enqueue.ts'
import { append } from './events.ts'
import type { Handled } from './ledger.ts'
import { project } from './projections/project.ts'

/** How far one stream may tell another, which tells the next: more is a mistake in the rules. */
const DEEPEST = 8

/**
 * Lets the rules of a stream decide on a command. Then it writes down what they decided, with everything that follows: the events, their
 * rows, the jobs, and what other streams are told. The caller holds the writer's lock.
 */
export async function handle(
  queries: Queries,
  work: Work,
  stream: string,
  command: AnyCommand,
  depth = 0,
): Promise<Handled> {
  if (depth > DEEPEST) throw new Error(`${command.type} is told to ${stream} too deep`)
  const { rulesFor } = work
  const rules = rulesFor(stream)
  const { own, seen } = await readWithBeside(queries, stream, rules.beside(stream, command), rulesFor)
  const before = own ?? { state: rules.initial(stream), sequence: 0 }
  const config = await readConfig(queries, marketOf(stream))
  const { refusal, notice, events, told } = step(rules, before.state, command, { config, seen })
  if (refusal) return { refusal: refused(refusal, command, depth), notice, events: [] }
  if (events.length === 0) return { refusal: null, notice, events }
  const changes = changesOf(rules, stream, before, events)
  const linked = await linkedIn(queries, changes)
  await append(queries, stream, before.sequence, events)
  await project(queries, changes, rulesFor)
  await enqueueWork(queries, work, changes)
  for (const thread of linked) await enqueueThread(queries, work.jobs, thread, ['coldkeys'])
  const happened = [...events]
  for (const { stream: other, command: tidings } of told) {
    const handled = await handle(queries, work, other, tidings as AnyCommand, depth + 1)
    happened.push(...handled.events)
  }
  return { refusal: null, notice, events: happened }
}

/** The threads that say whether somebody is linked whom these changes link, or take the coldkey from (rules I1 and D1). */
async function linkedIn(queries: Queries, changes: readonly StreamChange[]): Promise<ReadonlySet<string>> {
  const threads = await Promise.all(
    changes.map((change) => {
      if (change.kind === 'account') return threadsOfLink(queries, change.event)
      return change.kind === 'coldkey' ? threadsOfSwap(queries, change.event) : []
    }),
  )
  return new Set(threads.flat())
}

/** Nobody is there to hear a refusal of what one stream tells another. */
function refused(refusal: Refusal, { type }: AnyCommand, depth: number): Refusal {
  if (depth > 0) throw new Error(`${type} is told and refused: ${refusal.code}`)
  return refusal
}
