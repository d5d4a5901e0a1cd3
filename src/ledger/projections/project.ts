import type { RulesFor } from '../../mechanisms/streams/kinds.ts'
import type { StreamChange } from '../changes.ts'
import type { Queries } from '../database.ts'
import type { AnyProjection, GatheredProjection, Projection } from './projection.ts'
import { projections } from './projections.ts'

/**
 * Carries changes, in the order of the ledger, into the rows of projections. Writing hands over the changes of one command,
 * rebuilding those of the whole ledger.
 */
export async function project(
  queries: Queries,
  changes: Iterable<StreamChange> | AsyncIterable<StreamChange>,
  rulesFor: RulesFor,
  into: readonly AnyProjection[] = projections,
): Promise<void> {
  const last = new Map<Projection, Map<string, StreamChange>>()
  const gathered = new Map<GatheredProjection, StreamChange[]>()
  for await (const change of changes) {
    for (const projection of into.filter((each) => isHeard(each, change))) {
      if ('applyAll' in projection) await gather(queries, gathered, projection, change)
      else if (projection.overwrites) keepLast(last, projection, change)
      else await projection.apply(queries, change, rulesFor(change.stream))
    }
  }
  for (const [projection, changes] of gathered) await projection.applyAll(queries, changes)
  for (const [projection, byStream] of last) {
    for (const change of byStream.values()) await projection.apply(queries, change, rulesFor(change.stream))
  }
}

const isHeard = (projection: AnyProjection, change: StreamChange): boolean =>
  (projection.kinds === 'all' || projection.kinds.includes(change.kind)) &&
  (projection.hears?.(change) ?? true)

function keepLast(
  last: Map<Projection, Map<string, StreamChange>>,
  projection: Projection,
  change: StreamChange,
): void {
  const byStream = last.get(projection) ?? new Map<string, StreamChange>()
  last.set(projection, byStream.set(change.stream, change))
}

/** As many as go into rows at once. */
const MOST = 5_000

async function gather(
  queries: Queries,
  gathered: Map<GatheredProjection, StreamChange[]>,
  projection: GatheredProjection,
  change: StreamChange,
): Promise<void> {
  const changes = gathered.get(projection) ?? []
  changes.push(change)
  gathered.set(projection, changes)
  if (changes.length < MOST) return
  await projection.applyAll(queries, changes)
  gathered.delete(projection)
}
