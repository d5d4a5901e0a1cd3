import { inArray, max } from 'drizzle-orm'
import type { Named } from '../mechanisms/kernel/family.ts'
import type { Rules } from '../mechanisms/kernel/rules.ts'
import type { AnyState, RulesFor } from '../mechanisms/streams/kinds.ts'
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
export async function readState<State extends object, Command, Event extends Named>(
  queries: Queries,
  rules: Rules<State, Command, Event>,
  stream: string,
): Promise<Folded<State>> {
  const [folded] = await readStates(queries, rules, [stream])
  return folded ?? { state: rules.initial(stream), sequence: 0 }
}

/** The same of several streams of one kind, in their order, by as many queries as for one. */
export const readStates = <State extends object, Command, Event extends Named>(
  queries: Queries,
  rules: Rules<State, Command, Event>,
  streams: readonly string[],
): Promise<readonly Folded<State>[]> => fold<State, Event>(queries, streams, () => rules)

/** The same of streams of whatever kinds, by name: what a decision needs, by two queries. */
export async function readAny(
  queries: Queries,
  streams: readonly string[],
  rulesFor: RulesFor,
): Promise<ReadonlyMap<string, Folded<AnyState>>> {
  const folded = await fold<AnyState, Named>(queries, streams, rulesFor)
  return new Map(folded.map((one, place) => [streams[place] ?? '', one]))
}

/** Bytes of the largest state of which a snapshot is kept; 0 where none is. */
export async function largestSnapshot(queries: Queries): Promise<number> {
  const [row] = await queries.select({ size: max(snapshots.size) }).from(snapshots)
  return row?.size ?? 0
}

async function fold<State extends object, Event extends Named>(
  queries: Queries,
  streams: readonly string[],
  rulesOf: (stream: string) => Pick<Rules<State, never, Event>, 'version' | 'initial' | 'evolve'>,
): Promise<readonly Folded<State>[]> {
  const kept = await queries
    .select()
    .from(snapshots)
    .where(inArray(snapshots.stream, [...streams]))
  const usable = kept.flatMap(({ stream, version, sequence, state: text }) => {
    const rules = rulesOf(stream)
    const state = version === rules.version ? decode<State>(text) : null
    return state && isWhole(state, rules.initial(stream)) ? [{ stream, sequence, state }] : []
  })
  const byStream = new Map(usable.map((snapshot) => [snapshot.stream, snapshot]))
  const starts = streams.map((stream) => ({ stream, after: byStream.get(stream)?.sequence ?? 0 }))
  const happened = Map.groupBy(await readStreams(queries, starts), (row) => row.stream)
  return starts.map(({ stream, after }) => {
    const { initial, evolve } = rulesOf(stream)
    const start = byStream.get(stream)?.state ?? initial(stream)
    const events = (happened.get(stream) ?? []).map(({ data }) => upcastEvent(stream, decode<Event>(data)))
    return { state: events.reduce(evolve, start), sequence: after + events.length }
  })
}

/** A family that came later has no slice in older snapshots: then all is folded from the beginning. */
const isWhole = (state: object, initial: object): boolean =>
  Object.keys(initial).every((slice) => Object.hasOwn(state, slice))
