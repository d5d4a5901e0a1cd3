import { eq } from 'drizzle-orm'
import type { Named } from '../mechanisms/kernel/family.ts'
import type { Rules } from '../mechanisms/kernel/rules.ts'
import type { Queries } from './database.ts'
import { readStream } from './events.ts'
import { decode } from './json.ts'
import { snapshots } from './schema.ts'

/** A stream's state, and the sequence number of the last event in it. */
export interface Folded<State> {
  readonly state: State
  readonly sequence: number
}

/** Folds a stream from its last snapshot on. A snapshot of an older version of the rules is passed over. */
export async function readState<State, Command, Event extends Named>(
  queries: Queries,
  rules: Rules<State, Command, Event>,
  stream: string,
): Promise<Folded<State>> {
  const [snapshot] = await queries.select().from(snapshots).where(eq(snapshots.stream, stream))
  const usable = snapshot?.version === rules.version ? snapshot : undefined
  const start = usable ? decode<State>(usable.state) : rules.initial(stream)
  const after = usable?.sequence ?? 0
  const happened = await readStream<Event>(queries, stream, after)
  return { state: happened.reduce(rules.evolve, start), sequence: after + happened.length }
}
