import { sql } from 'drizzle-orm'
import type { Named } from '../mechanisms/kernel/family.ts'
import { type AnyState, type RulesFor, rulesFor as rulesOfToday } from '../mechanisms/streams/kinds.ts'
import { upcastEvent } from '../mechanisms/streams/upcast.ts'
import { changesOf, type StreamChange } from './changes.ts'
import { countRows, type Queries } from './database.ts'
import { readAll } from './events.ts'
import { decode } from './json.ts'
import { project } from './projections/project.ts'
import type { AnyProjection } from './projections/projection.ts'
import { projections } from './projections/projections.ts'
import { keepVersions } from './projections/versions.ts'
import { threadSections } from './schema.ts'

/**
 * Drops projections and makes them again from the events, in the order in which they were written: all of them, or the given ones. Run it
 * inside one transaction. Answers how many events it replayed. Sections of threads are rendered anew when their thread is shown next.
 * Deliveries, attempts, cursors and settings are facts of their own.
 */
export async function rebuild(
  queries: Queries,
  rulesFor: RulesFor = rulesOfToday,
  made: readonly AnyProjection[] = projections,
): Promise<number> {
  for (const table of made.flatMap(({ tables }) => tables)) {
    await queries.execute(sql`delete from ${sql.identifier(table)}`)
  }
  await queries.delete(threadSections)
  await project(queries, replay(queries, rulesFor), rulesFor, made)
  await keepVersions(queries, made)
  return countRows(queries, 'events')
}

async function* replay(queries: Queries, rulesFor: RulesFor): AsyncGenerator<StreamChange> {
  const states = new Map<string, AnyState>()
  for await (const rows of readAll(queries)) {
    for (const { stream, sequence, data } of rows) {
      const rules = rulesFor(stream)
      const event = upcastEvent(stream, decode<Named>(data))
      const state = states.get(stream) ?? rules.initial(stream)
      const changes = changesOf(rules, stream, { state, sequence: sequence - 1 }, [event])
      for (const { after } of changes) states.set(stream, after as unknown as AnyState)
      yield* changes
    }
  }
}
