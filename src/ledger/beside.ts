import type { Besides, RowsAsked } from '../mechanisms/kernel/beside.ts'
import type { AnyState, RulesFor } from '../mechanisms/streams/kinds.ts'
import { readIncident, readOpened, readOver, readVoter } from './ballots.ts'
import type { Queries } from './database.ts'
import { readScore } from './scores.ts'
import { type Folded, readAny } from './states.ts'

type Readers = {
  readonly [K in RowsAsked['rows']]: (
    queries: Queries,
    stream: string,
    asked: Extract<RowsAsked, { readonly rows: K }>,
  ) => Promise<unknown>
}

const READERS: Readers = {
  voter: readVoter,
  incident: readIncident,
  'opened-by': readOpened,
  over: readOver,
  score: readScore,
}

/** What a decision sees: the state of its own stream, undefined where nothing was recorded, and what stands beside it. */
export async function readWithBeside(
  queries: Queries,
  stream: string,
  besides: Besides,
  rulesFor: RulesFor,
): Promise<{ readonly own: Folded<AnyState> | undefined; readonly seen: object }> {
  const all = Object.entries(besides)
  const names = all.flatMap(([, beside]) => (typeof beside === 'string' ? [beside] : []))
  const states = await readAny(queries, [...new Set([stream, ...names])], rulesFor)
  const seen: Record<string, unknown> = {}
  for (const [name, beside] of all) {
    seen[name] =
      typeof beside === 'string'
        ? states.get(beside)?.state[name]
        : await READERS[beside.rows](queries, stream, beside as never)
  }
  return { own: states.get(stream), seen }
}
