import { inArray } from 'drizzle-orm'
import type { Named } from '../mechanisms/kernel/family.ts'
import type { Rules } from '../mechanisms/kernel/rules.ts'
import { upcastEvent } from '../mechanisms/streams/upcast.ts'
import type { Queries } from './database.ts'
import { readStreams } from './events.ts'
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
  const [folded] = await readStates(queries, rules, [stream])
  return folded ?? { state: rules.initial(stream), sequence: 0 }
}

/** The same of several streams of one kind, in their order, by as many queries as for one. */
export async function readStates<State, Command, Event extends Named>(
  queries: Queries,
  rules: Rules<State, Command, Event>,
  streams: readonly string[],
): Promise<readonly Folded<State>[]> {
  const kept = await queries
    .select()
    .from(snapshots)
    .where(inArray(snapshots.stream, [...streams]))
  const usable = kept.filter(({ version }) => version === rules.version)
  const byStream = new Map(usable.map((snapshot) => [snapshot.stream, snapshot]))
  const starts = streams.map((stream) => ({ stream, after: byStream.get(stream)?.sequence ?? 0 }))
  const happened = Map.groupBy(await readStreams(queries, starts), (row) => row.stream)
  return starts.map(({ stream, after }) => {
    const snapshot = byStream.get(stream)
    const start = snapshot ? decode<State>(snapshot.state) : rules.initial(stream)
    const events = (happened.get(stream) ?? []).map(({ data }) => upcastEvent(stream, decode<Event>(data)))
    return { state: events.reduce(rules.evolve, start), sequence: after + events.length }
  })
}
